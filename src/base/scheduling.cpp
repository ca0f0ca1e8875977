#include "base/scheduling.h"

#include <sched.h>

namespace chancery {

void let_others_finish() {
  const sched_param none{};
  (void)::sched_setscheduler(0, SCHED_BATCH, &none);
}

}  // namespace chancery
