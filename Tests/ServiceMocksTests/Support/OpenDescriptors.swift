#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// How many descriptors the process has open.
    func openDescriptorCount() throws -> Int {
        struct CannotCount: Error {}
        guard let directory = unsafe opendir("/proc/self/fd") else { throw CannotCount() }
        defer { unsafe closedir(directory) }
        var count = 0
        while unsafe readdir(directory) != nil { count += 1 }
        return count
    }

    /// Lets the process open no descriptor above this number.
    func limitDescriptors(to count: Int) {
        var limit = rlimit()
        unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = rlim_t(count)
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
#endif
