// For tests of this room: the desk over a real SQLite store, with a clock that is moved by hand.
#pragma once

#include <filesystem>
#include <stdlib.h>
#include <string>
#include <vector>

#include "base/random.h"
#include "jobs/runner.h"
#include "vetting/organizations.h"

namespace chancery::vetting {

inline model::OrganizationFacts example_facts() {
  return {
      .name = "Example GmbH",
      .country = "DE",
      .state_or_province = "Hamburg",
      .locality = "Altona",
      .street = "Große Bergstraße 1",
      .postal_code = "22767",
      .registration_number = "HRB 12345",
      .website = "https://www.example.com/imprint",
      .representative = {"Erika Mustermann", "Head of IT", "erika@example.com", "+49 40 123456"}};
}

/// A verdict that a source of the first kind allowed gives.
inline Finding finding_of(model::VettingCheck check, bool passed = true) {
  using enum model::SourceKind;
  constexpr model::SourceKind kKinds[] = {government_agency, tax_document, organization_office,
                                          phone_call};
  return {check,
          passed,
          {kKinds[static_cast<std::size_t>(check)], "Handelsregister Hamburg", "HRB 12345"},
          {}};
}

class TestDesk final {
 public:
  TestDesk() : folder_(make_folder()) {}
  ~TestDesk() { std::filesystem::remove_all(folder_); }
  TestDesk(const TestDesk&) = delete;
  TestDesk& operator=(const TestDesk&) = delete;

  /// Every check passed, by a specialist.
  void pass_all(model::OrganizationId id) {
    for (std::size_t i = 0; i < model::kVettingChecks; ++i) {
      (void)desk.judge(id, finding_of(static_cast<model::VettingCheck>(i)), "user:vera").value();
    }
  }
  /// Of that enterprise.
  model::OrganizationId filed(model::AccountId enterprise) {
    return desk.file(enterprise, example_facts(), "user:anna").value().organization.id;
  }
  model::OrganizationId validated(model::AccountId enterprise) {
    const auto id = filed(enterprise);
    pass_all(id);
    (void)desk.approve(id, "user:vera").value();
    return id;
  }
  /// Kinds and actors of the audit log, in order: "organization.filed user:anna".
  std::vector<std::string> log() {
    const auto leaves = database->read(
        [](store::Snapshot& snapshot) { return audit::leaves_from(snapshot, 0, 1000); });
    std::vector<std::string> told;
    for (const auto& leaf : leaves.value()) {
      told.push_back(leaf.record.kind + " " + leaf.record.actor);
    }
    return told;
  }
  model::OrganizationStatus status(model::OrganizationId id) {
    return model::status_at(desk.get(store::Tenant::anybody(), id).value().organization,
                            clock.now());
  }

 private:
  static std::filesystem::path make_folder() {
    std::string name = "/tmp/chancery-vetting-XXXXXX";
    return mkdtemp(name.data());
  }

  std::filesystem::path folder_;

 public:
  ManualClock clock{at_date(2026, 11, 22)};
  SystemRandom random;
  IdSource ids{clock, random};
  std::unique_ptr<store::Database> database =
      store::Database::open("sqlite:" + (folder_ / "store.db").string()).value();
  audit::Log audit{*database};
  jobs::Queue queue{*database, ids, "test"};
  Organizations desk{{*database, audit, queue, clock, ids}};
  jobs::Runner runner{*database, queue, clock, random};
};

}  // namespace chancery::vetting
