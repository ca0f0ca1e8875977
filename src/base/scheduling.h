// How the kernel schedules a thread beside the others of this process.
#pragma once

namespace chancery {

/// Asks that this thread, when it is woken, waits for a core instead of taking one from a thread
/// that is at work (SCHED_BATCH, sched(7)); on a free core it starts as fast as any. Under load
/// requests are then read and answered in groups, with half the changes of context. Needs no
/// privilege; a kernel that refuses changes nothing.
void let_others_finish();

}  // namespace chancery
