#!/bin/bash
# Runs the tests under ThreadSanitizer. Any report is a failure.
#
#   Scripts/thread-sanitizer.sh [filter]      the filter is a regular expression, as in `swift test --filter`
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=.build-tsan
support=Scripts/thread-sanitizer
flags=(--sanitize=thread --scratch-path "$scratch")
reports=$(mktemp -d)
trap 'rm -rf "$reports" "$reports.log"' EXIT

# Runs a command with the sanitizer on; its reports go to files, so that none is lost in the output of the tests.
sanitized() {
    local options="log_path=$reports/report exitcode=66 halt_on_error=0 second_deadlock_stack=1"
    SOAK_CALLS=2000 TSAN_OPTIONS="$options" LD_PRELOAD="${preload:-}" "$@"
}

# Prints the reports and says how many there are.
reported() {
    find "$reports" -type f -size +0 -exec cat {} + >&2
    find "$reports" -type f -size +0 -exec cat {} + | grep -c '^SUMMARY: ThreadSanitizer' || true
}

# Runs the tests with the sanitizer on. A selection without a test is a failure: it would pass for nothing.
tests() {
    local status
    set +e
    sanitized swift test --skip-build "${flags[@]}" "$@" 2>&1 | tee "$reports.log" |
        grep --line-buffered -v ' started\.$'
    status=${PIPESTATUS[0]}
    set -e
    if ! grep -q 'Test run with [1-9]' "$reports.log"; then
        echo "thread-sanitizer: error: no test was run by: swift test $*" >&2
        return 1
    fi
    return "$status"
}

mkdir -p "$scratch"
if [[ $(uname) == Linux ]]; then
    clang -shared -fPIC -O1 -Wall -Werror -o "$scratch/MutexAnnotations.so" "$support/MutexAnnotations.c"
    preload=$PWD/$scratch/MutexAnnotations.so
fi

swiftc -sanitize=thread -swift-version 6 -parse-as-library -o "$scratch/probe" "$support/Probe.swift"
if ! sanitized "$scratch/probe" || [[ $(reported) != 0 ]]; then
    echo "thread-sanitizer: a contended Mutex is reported as a race; see $support/MutexAnnotations.c" >&2
    exit 1
fi
if sanitized "$scratch/probe" race || [[ $(reported 2>/dev/null) == 0 ]]; then
    echo "thread-sanitizer: a real race was not reported; the sanitizer does not work here" >&2
    exit 1
fi
find "$reports" -type f -delete
echo "thread-sanitizer: a contended Mutex is silent, and a race is reported"

swift build --build-tests "${flags[@]}"
status=0
if (($# > 0)); then
    tests --filter "$1" || status=$?
else
    # What drives real sockets has limits of real time: one after the other, because everything is many times slower here.
    sockets='SoakTests|ConformanceTests'
    # What computes for long on one task alone, or waits for another program, has no race to find.
    single='StateModelTests|RateStateTests|CellRateTests|SlidingLogTests|GradientLimitTests|AdditiveLimitTests|HTTPDateTests'
    single+='|PlantedSecretsTests|SinkSecretsTests|CurlRunTests|ShellWordTests'
    tests --skip "$sockets|$single" || status=$?
    tests --no-parallel --filter "$sockets" || status=$?
fi
count=$(reported)
if [[ $count != 0 ]]; then
    echo "thread-sanitizer: $count reports" >&2
    exit 1
fi
[[ $status == 0 ]] || exit "$status"
echo "thread-sanitizer: no reports"
