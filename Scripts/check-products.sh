#!/bin/bash
# Checks what depending on one product costs: nothing is fetched, and Foundation is not linked where it is not used.
#
# The packages that depend on the products are made outside of the tree, with a home, caches and a scratch folder of their
# own, and with a git that cannot reach anything. The products are read from the manifest.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
work=$(cd "$(mktemp -d)" && pwd -P)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "check-products: $*" >&2
    exit 1
}

# A git that refuses to bring anything, and writes down that it was asked.
mkdir -p "$work/bin" "$work/home"
cat >"$work/bin/git" <<STUB
#!/bin/bash
case " \$* " in
*" clone "* | *" fetch "* | *" ls-remote "* | *" pull "* | *" submodule "*)
    echo "git \$*" >>"$work/fetches"
    echo "check-products: git was asked to fetch: \$*" >&2
    exit 128
    ;;
esac
exec "$(command -v git)" "\$@"
STUB
chmod +x "$work/bin/git"

isolated() {
    env HOME="$work/home" XDG_CACHE_HOME="$work/home/.cache" PATH="$work/bin:$PATH" GIT_ALLOW_PROTOCOL=none "$@"
}

# swift_in FOLDER SUBCOMMAND...: runs SwiftPM on a package with nothing that was there before.
swift_in() {
    local folder=$1
    shift
    isolated swift "$@" --package-path "$folder" --scratch-path "$folder/.build" \
        --cache-path "$work/cache" --config-path "$work/configuration" --security-path "$work/security"
}

# manifest FOLDER DEPENDENCY PACKAGE PRODUCT...: a package with one target for each product, which imports its module.
manifest() {
    local folder=$1 dependency=$2 package=$3 targets='' product
    shift 3
    for product in "$@"; do
        targets+="        .target(
            name: \"Uses$product\",
            dependencies: [.product(name: \"$product\", package: \"$package\")]
        ),"$'\n'
        mkdir -p "$folder/Sources/Uses$product"
        echo "import $product" >"$folder/Sources/Uses$product/Import.swift"
    done
    cat >"$folder/Package.swift" <<MANIFEST
// swift-tools-version: 6.2
import PackageDescription
let package = Package(
    name: "Dependant",
    platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
    dependencies: [$dependency],
    targets: [
$targets    ]
)
MANIFEST
}

# Fails if resolving or building a package has brought anything.
fetched_nothing() {
    local folder=$1 product=$2 path
    [[ ! -s $work/fetches ]] || fail "$product fetches: $(cat "$work/fetches")"
    [[ ! -e $folder/Package.resolved ]] || fail "$product pins packages: $(cat "$folder/Package.resolved")"
    for path in "$folder/.build/checkouts" "$folder/.build/repositories" "$work/cache/repositories"; do
        [[ -z $(ls -A "$path" 2>/dev/null) ]] || fail "$product brings packages: $(ls "$path")"
    done
}

description=$(swift package dump-package)
name=$(jq -r .name <<<"$description")
products=()
while IFS= read -r product; do products+=("$product"); done < <(
    jq -r '.products[] | select(.type | has("library")) | .name' <<<"$description"
)
((${#products[@]} > 0)) || fail "the manifest has no library product"
here=".package(name: \"$name\", path: \"$root\")"

# The check must be able to fail: a package that does need something is stopped.
manifest "$work/control" '.package(url: "https://example.invalid/remote.git", from: "1.0.0")' remote Remote
if swift_in "$work/control" package resolve >/dev/null 2>&1 || [[ ! -s $work/fetches ]]; then
    fail "a package with a remote dependency was resolved: SwiftPM does not use the git of this check"
fi
rm "$work/fetches"
rm -rf "$work/cache"

for product in "${products[@]}"; do
    manifest "$work/uses-$product" "$here" "$name" "$product"
    swift_in "$work/uses-$product" package resolve >"$work/log" 2>&1 || fail "$product does not resolve: $(cat "$work/log")"
    fetched_nothing "$work/uses-$product" "$product"
    echo "check-products: $product alone fetches nothing"
done

# Building needs no separate folders: each product is the only dependency of its target.
manifest "$work/uses-all" "$here" "$name" "${products[@]}"
swift_in "$work/uses-all" build >"$work/log" 2>&1 || fail "a product does not build: $(cat "$work/log")"
fetched_nothing "$work/uses-all" "one of ${products[*]}"
echo "check-products: every product builds without git"

if [[ $(uname) != Linux ]]; then
    echo "check-products: what a program links is a check for Linux, skipped here"
    exit 0
fi
# In the build folder of this package, whose modules are then not built again.
linkage=(--package-path Tests/LinkageTest --scratch-path "$root/.build")
swift build "${linkage[@]}" >"$work/log" 2>&1 || fail "Tests/LinkageTest: $(cat "$work/log")"
program=$(swift build "${linkage[@]}" --show-bin-path)/LinkageTest
answer=$("$program") || fail "Tests/LinkageTest does not run"
[[ $answer == "200 "* ]] || fail "Tests/LinkageTest printed '$answer', not an answer with 200"
libraries=$(ldd "$program")
grep -q 'libswiftCore' <<<"$libraries" || fail "ldd shows no Swift runtime: is the program linked statically?"
if grep -E 'lib(FoundationNetworking|Foundation)\.so' <<<"$libraries" >&2; then
    fail "a program with its own transport links Foundation; import FoundationEssentials where it can be imported"
fi
echo "check-products: a program with its own transport links neither libFoundation nor libFoundationNetworking"
