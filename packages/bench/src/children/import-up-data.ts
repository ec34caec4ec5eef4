import "@wirebook/schemas/up/data";
