// Tells ThreadSanitizer what the slow paths of Synchronization.Mutex do on Linux.
//
// The fast path of a Mutex is a compare-and-exchange that is emitted into the client, where the sanitizer sees it. The
// slow path is a futex call inside libswiftSynchronization.so, which is not instrumented: the sanitizer never learns
// that a contended unlock happens before the lock that follows it, and reports a race on whatever the Mutex protects.
//
// This library is preloaded in front of libswiftSynchronization.so. Each function calls the one that it stands in for
// and states the missing edge, on the address that the fast path uses too. It takes no lock and hides no access.

#define _GNU_SOURCE

#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *handle

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK_SLOW "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

// Weak, because the library is loaded into the processes that start the tests as well, and those have no sanitizer.
extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

static void *original(const char *symbol) {
    void *found = dlsym(RTLD_NEXT, symbol);
    if (found == NULL) {
        fprintf(stderr, "MutexAnnotations: no %s in any loaded library; has the Swift runtime changed?\n", symbol);
        abort();
    }
    return found;
}

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK_SLOW);
SWIFT void lock_slow(uint32_t thread, SELF) {
    SWIFT void (*lock)(uint32_t, SELF) = original(LOCK_SLOW);
    lock(thread, handle);
    if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT bool try_lock_slow(SELF) __asm__(TRY_LOCK_SLOW);
SWIFT bool try_lock_slow(SELF) {
    SWIFT bool (*try_lock)(SELF) = original(TRY_LOCK_SLOW);
    bool locked = try_lock(handle);
    if (locked && __tsan_acquire) __tsan_acquire(handle);
    return locked;
}

SWIFT void unlock_slow(SELF) __asm__(UNLOCK_SLOW);
SWIFT void unlock_slow(SELF) {
    SWIFT void (*unlock)(SELF) = original(UNLOCK_SLOW);
    if (__tsan_release) __tsan_release(handle);
    unlock(handle);
}
