#!/bin/bash
# Builds the documentation of every product module into .docc-build, and fails where it is not sound:
# a public symbol without documentation, a link that leads nowhere, code in an article that does not compile.
set -euo pipefail
cd "$(dirname "$0")/.."

output=.docc-build
problems=0
problem() {
    echo "documentation: $*" >&2
    problems=$((problems + 1))
}

swift build
modules=$(swift build --show-bin-path)/Modules
target=$(swiftc -print-target-info | jq -r .target.triple)
platform=(-target "$target")
case $(uname) in
Darwin)
    # What the package needs, for the triple of the tools has no version of the system.
    platform=(-target "$(uname -m)-apple-macosx15.0" -sdk "$(xcrun --show-sdk-path)")
    docc=(xcrun docc)
    ;;
*) docc=(docc) ;;
esac

# The Swift code of an article: its blocks in their order are one program.
code() {
    awk '/^```swift$/ { inside = 1; next } /^```$/ { inside = 0; next } inside' "$1"
}

products=$(swift package dump-package | jq -r '[.products[] | select(.type | has("library")) | .targets[]] | unique[]')
rm -rf "$output"
while IFS= read -r module; do
    catalog=Sources/$module/Documentation.docc
    graphs=$output/$module.symbolgraphs
    mkdir -p "$graphs"
    [[ -f $catalog/$module.md ]] || problem "$module has no landing page $catalog/$module.md"
    grep -q -- "- $module\$" .spi.yml || problem "$module is not among the documentation targets of .spi.yml"

    swift symbolgraph-extract -module-name "$module" -I "$modules" "${platform[@]}" -output-dir "$graphs" \
        -minimum-access-level public -skip-synthesized-members -emit-extension-block-symbols
    undocumented=$(jq -r '
        .symbols[] | select(.docComment == null and .kind.identifier != "swift.extension")
        | "  \(.pathComponents | join(".")) at \(.location.uri // "an unknown place")"
    ' "$graphs"/*.json)
    [[ -z $undocumented ]] || problem "$module has public symbols without documentation:"$'\n'"$undocumented"

    "${docc[@]}" convert "$catalog" --additional-symbol-graph-dir "$graphs" --warnings-as-errors \
        --fallback-display-name "$module" --fallback-bundle-identifier "$module" \
        --output-path "$output/$module.doccarchive" || problem "$module: DocC found something to fix"

    for article in "$catalog"/*.md; do
        program=$output/$(basename "$article" .md)/main.swift
        mkdir -p "$(dirname "$program")"
        code "$article" >"$program"
        [[ -s $program ]] || continue
        # Whoever copies the code may have the second feature or not, and a function type means another one without it.
        for feature in MemberImportVisibility NonisolatedNonsendingByDefault; do
            swiftc -typecheck -warnings-as-errors -swift-version 6 -I "$modules" "${platform[@]}" \
                -enable-upcoming-feature "$feature" "$program" ||
                problem "the code of $article does not compile with $feature; its blocks in their order are one program"
        done
    done
    echo "documentation: $module"
done <<<"$products"

if ((problems > 0)); then
    echo "documentation: $problems problems" >&2
    exit 1
fi
