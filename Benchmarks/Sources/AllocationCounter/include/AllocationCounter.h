#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

/// The number of heap allocations of the process so far, or -1 where they cannot be counted.
long long allocation_count(void);

/// The bytes of the heap that are in use, those of tasks included, or -1 where they cannot be told.
long long allocated_bytes(void);

#endif
