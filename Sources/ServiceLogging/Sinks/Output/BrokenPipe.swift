#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writing to a pipe that nobody reads ends the process by default (POSIX, SIGPIPE): a log must not do that.
enum BrokenPipe {
    /// Runs something that may raise SIGPIPE in this thread, and takes the signal away; a handler of the program does not see it.
    static func ignoringSignal<Result>(_ body: () -> Result) -> Result {
        var (pipe, before, pending) = (sigset_t(), sigset_t(), sigset_t())
        // The addresses are valid for each call.
        unsafe sigemptyset(&pipe)
        unsafe sigaddset(&pipe, SIGPIPE)
        unsafe sigpending(&pending)
        let wasPending = unsafe sigismember(&pending, SIGPIPE) == 1
        unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)
        let result = body()
        unsafe sigpending(&pending)
        if !wasPending, unsafe sigismember(&pending, SIGPIPE) == 1 {
            var signal: CInt = 0
            unsafe sigwait(&pipe, &signal)
        }
        unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
        return result
    }
}
