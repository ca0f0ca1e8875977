// For tests of this room only: everything of it over a store in a temporary folder, and people who
// have got as far as a test needs.
#pragma once

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <vector>

#include "identity/code_generator_for_tests.h"
#include "identity/registry.h"
#include "identity/totp.h"
#include "store/test_database.h"
#include "store/user_repository.h"

namespace chancery::identity {

inline constexpr Time kToday = at_date(2026, 11, 21);
inline constexpr std::string_view kPassword = "correct horse battery";

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

  [[nodiscard]] std::optional<model::User> user(std::string_view name) {
    return database
        .read([&](store::Snapshot& s) { return store::UserRepository::by_name(s, name); })
        .value();
  }

  // People.

  [[nodiscard]] Caller staff(Role role = Role::ca_administrator) const {
    return {.role = role, .account = {}, .actor = "cli:eve"};
  }
  [[nodiscard]] Caller of(Role role, model::AccountId enterprise) const {
    return {.role = role, .account = enterprise, .actor = "cli:eve"};
  }
  [[nodiscard]] static PersonOrder order(const std::string& name, Role role,
                                         model::AccountId enterprise = {}) {
    return {name, "Somebody", name + "@example.net", role, enterprise};
  }
  /// What stands behind '#' in a link.
  [[nodiscard]] static std::string token_of(const Secret& link) {
    const std::string_view url = link.reveal_text();
    return std::string(url.substr(url.find('#') + 1));
  }
  Result<SignedIn> accept(const Secret& link, std::string_view password = kPassword) {
    return registry.invitations.accept(token_of(link), model::InvitationKind::invitation,
                                       Secret(password), {"192.0.2.7", "a browser"});
  }
  Result<SignedIn> with_password(std::string_view name, std::string_view password = kPassword) {
    return registry.sign_in.with_password(name, Secret(password), {"192.0.2.7", "a browser"});
  }
  /// Invited, with a password, without a second factor.
  SignedIn newcomer(const std::string& name, Role role = Role::ca_administrator,
                    model::AccountId enterprise = {}) {
    return accept(registry.people.create(staff(), order(name, role, enterprise)).value().link)
        .value();
  }
  /// With a code generator, kept here; the session is open.
  SignedIn settled(const std::string& name, Role role = Role::ca_administrator,
                   model::AccountId enterprise = {}) {
    const auto first = newcomer(name, role, enterprise);
    const auto offer = registry.factors.offer_totp(*first.session).value();
    generator = CodeGenerator(offer.secret.reveal_text());
    return registry.factors.confirm_totp(*first.session, code()).value();
  }
  /// Of the generator that was set up last, now and `steps` later.
  [[nodiscard]] std::string code(std::int64_t steps = 0) const {
    return generator.code(clock.now(), steps);
  }

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
  jobs::Queue queue{database, ids, "test"};
  notice::Outbox outbox{{database, queue, clock, random, ids},
                        crypto::SealingKey::generate(random),
                        "ca@example.net",
                        std::nullopt};
  Registry registry{{database, audit, clock, random, ids},
                    outbox,
                    crypto::SealingKey::generate(random),
                    {.origin = "https://ca.example.net",
                     .console_url = "https://ca.example.net",
                     .sessions = {.idle = std::chrono::minutes(30),
                                  .life = std::chrono::hours(12),
                                  .step_up = std::chrono::minutes(5)},
                     .password_cost = {.n = 1U << 10U}}};
  ApiKeys& keys = registry.api_keys;
  SignIn& sign_in = registry.sign_in;
  People& people = registry.people;
  Sessions& sessions = registry.sessions;
  CodeGenerator generator;
};

template <class T>
std::string_view code_of(const Result<T>& result) {
  return result ? "" : result.error().code();
}

}  // namespace chancery::identity
