#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// How many descriptors the process has open.
    public func openDescriptorCount() throws -> Int {
        struct CannotCount: Error {}
        guard let directory = unsafe opendir("/proc/self/fd") else { throw CannotCount() }
        defer { unsafe closedir(directory) }
        var count = 0
        while unsafe readdir(directory) != nil { count += 1 }
        return count
    }

    /// Lets the process open no descriptor above this number.
    public func limitDescriptors(to count: Int) {
        var limit = rlimit()
        unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = rlim_t(count)
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// The memory of the process that is in use, in bytes.
    public func residentMemory() throws -> Int {
        struct CannotMeasure: Error {}
        guard let file = unsafe fopen("/proc/self/statm", "r") else { throw CannotMeasure() }
        defer { unsafe fclose(file) }
        var text = [CChar](repeating: 0, count: 128)
        guard unsafe fgets(&text, 128, file) != nil else { throw CannotMeasure() }
        let fields = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).split(
            separator: " "
        )
        guard fields.count > 1, let pages = Int(fields[1]) else { throw CannotMeasure() }
        return pages * Int(getpagesize())
    }
#endif
