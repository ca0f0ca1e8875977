#include <future>
#include <gtest/gtest.h>
#include <thread>

#include "store/test_database.h"

namespace chancery::store {
namespace {

// given a unit that nobody waits for, when its completion lets the database end,
// then the thread that handed it in uses nothing of the database any more
TEST(Writer, MayEndAsSoonAsItsLastUnitIsDone) {
  for (int i = 0; i < 20; ++i) {
    TestDatabase owner(BackEnd::sqlite);
    Database& database = owner.open();
    std::promise<void> done;
    const std::jthread asker([&] {
      database.write_async([](Transaction&) -> Result<void> { return {}; },
                           [&](const Result<void>&) { done.set_value(); });
    });
    done.get_future().wait();
    owner.close();
  }
}

}  // namespace
}  // namespace chancery::store
