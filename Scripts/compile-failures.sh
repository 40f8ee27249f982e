#!/bin/bash
# Checks what must not compile: in Tests/CompileFailures, every line below a comment "// error: TEXT" fails with a message that contains the
# text, and no other line fails.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build
modules=$(swift build --show-bin-path)/Modules
platform=()
if [[ $(uname) == Darwin ]]; then
    platform=(-target "$(uname -m)-apple-macosx15.0" -sdk "$(xcrun --show-sdk-path)")
fi

problems=0
checked=0
for file in Tests/CompileFailures/*.swift; do
    found=$(swiftc -typecheck -swift-version 6 -I "$modules" "${platform[@]}" -diagnostic-style llvm \
        -enable-upcoming-feature MemberImportVisibility -enable-upcoming-feature NonisolatedNonsendingByDefault \
        "$file" 2>&1 | sed -nE 's/^[^:]*:([0-9]+):[0-9]+: error: /\1 /p' || true)
    marked=$(awk 'sub(/^ *\/\/ error: /, "") { print NR + 1, $0 }' "$file")
    while IFS= read -r mark; do
        line=${mark%% *}
        text=${mark#* }
        checked=$((checked + 1))
        if ! grep -q "^$line " <<<"$found"; then
            echo "compile-failures: $file:$line compiles, and must not: $text" >&2
            problems=$((problems + 1))
        elif ! grep "^$line " <<<"$found" | grep -Fq -- "$text"; then
            echo "compile-failures: $file:$line fails without the message \"$text\": $(grep "^$line " <<<"$found" | head -1)" >&2
            problems=$((problems + 1))
        fi
    done <<<"$marked"
    while IFS= read -r failure; do
        [[ -z $failure ]] || grep -q "^${failure%% *} " <<<"$marked" || {
            echo "compile-failures: $file:${failure%% *} must compile: ${failure#* }" >&2
            problems=$((problems + 1))
        }
    done <<<"$found"
done

if ((problems > 0)); then
    echo "compile-failures: $problems problems" >&2
    exit 1
fi
echo "compile-failures: $checked lines do not compile, as it should be"
