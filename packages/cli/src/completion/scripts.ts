/** What a shell evaluates so that it completes command lines: each asks the program itself, by `wirebook complete`. */
export const SCRIPTS = {
  bash: `_wirebook() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    [[ -n $line ]] && COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(wirebook complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -o bashdefault -F _wirebook wirebook
`,
  zsh: `#compdef wirebook
_wirebook() {
  local line
  local -a candidates
  while IFS= read -r line; do
    [[ -n $line ]] && candidates+=("\${\${line//:/\\\\:}/$'\\t'/:}")
  done < <(wirebook complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#candidates} )); then _describe wirebook candidates; else _files; fi
}
compdef _wirebook wirebook
`,
  fish: `function __wirebook_complete
    set -l words (commandline -opc) (commandline -ct)
    wirebook complete -- $words[2..-1] 2>/dev/null
end
complete -c wirebook -f -a '(__wirebook_complete)'
complete -c wirebook -n 'test -z "$(__wirebook_complete)"' -F
`,
} as const;

/** A shell whose command lines can be completed. */
export type Shell = keyof typeof SCRIPTS;
