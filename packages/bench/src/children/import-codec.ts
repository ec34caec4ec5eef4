import "@wirebook/codec";
