// For tests of this room only: keys and sign-in over a store in a temporary folder.
#pragma once

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <vector>

#include "identity/api_keys.h"
#include "identity/sign_in.h"
#include "store/test_database.h"

namespace chancery::identity {

inline constexpr Time kToday = at_date(2026, 11, 21);

class Desk {
 public:
  /// Every record of the audit log.
  [[nodiscard]] std::vector<audit::Record> records() {
    return database
        .read([](store::Snapshot& snapshot) -> Result<std::vector<audit::Record>> {
          std::vector<audit::Record> found;
          const auto leaves = TRY(audit::leaves_from(snapshot, 0, 10'000));
          for (const auto& leaf : leaves) {
            found.push_back(leaf.record);
          }
          return found;
        })
        .value();
  }
  [[nodiscard]] std::vector<audit::Record> records(std::string_view kind) {
    auto found = records();
    std::erase_if(found, [&](const audit::Record& record) { return record.kind != kind; });
    return found;
  }

  /// Whether these bytes stand anywhere in the files of the store, the audit log among them.
  [[nodiscard]] bool store_holds(std::string_view bytes) const {
    for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
      std::ifstream in(file.path(), std::ios::binary);
      const std::string content(std::istreambuf_iterator<char>(in), {});
      if (content.find(bytes) != std::string::npos) {
        return true;
      }
    }
    return false;
  }

  /// What another process on the same store would have.
  [[nodiscard]] ApiKeys another() { return {database, audit, clock, random, ids}; }

 private:
  store::TestFolder folder_{"/dev/shm"};
  std::unique_ptr<store::Database> database_ =
      store::Database::open("sqlite:" + (folder_.path() / "store.db").string()).value();

 public:
  ManualClock clock{kToday};
  SystemRandom random;
  IdSource ids{clock, random};
  store::Database& database = *database_;
  audit::Log audit{database};
  ApiKeys keys{database, audit, clock, random, ids};
  SignIn sign_in{database, audit, keys, clock, random, ids, {.n = 1U << 10U}};
};

template <class T>
std::string_view code_of(const Result<T>& result) {
  return result ? "" : result.error().code();
}

}  // namespace chancery::identity
