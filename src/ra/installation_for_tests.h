// For tests of `ra` and of the doors: a whole installation over a real SQLite store and real keys;
// only the network is scripted, and the clock stands still until it is moved.
#pragma once

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdlib.h>
#include <string>
#include <thread>

#include "base/task_pool.h"
#include "ca/hierarchy.h"
#include "jobs/runner.h"
#include "keys/software_key_store.h"
#include "policy/public_suffix.h"
#include "ra/names.h"
#include "ra/registration_authority.h"
#include "va/errors.h"
#include "x509/certification_request.h"
#include "x509/oids.h"

namespace chancery::ra {

/// The value; a test cannot go on without it.
template <class T>
T must(Result<T> result) {
  if (!result) {
    std::fputs((result.error().log_line() + "\n").c_str(), stderr);
  }
  return std::move(result).value();
}

/// Proves what it was told to, and refuses by CAA what it was told to.
class ScriptedPerspective final : public va::Perspective {
 public:
  explicit ScriptedPerspective(const Clock& clock) : clock_(clock) {}

  void prove(const std::string& name) {
    with_lock([&] { proven_.insert(name); });
  }
  void fail_with(const ErrorKind& kind) {
    with_lock([&] { failure_ = &kind; });
  }
  void forbid(const std::string& name, const ErrorKind& kind) {
    with_lock([&] { forbidden_[name] = &kind; });
  }
  void allow(const std::string& name) {
    with_lock([&] { forbidden_.erase(name); });
  }
  void take_for_caa(Duration delay) {
    with_lock([&] { caa_delay_ = delay; });
  }
  [[nodiscard]] int validations() {
    const std::lock_guard lock(mutex_);
    return validations_;
  }
  [[nodiscard]] std::vector<va::CaaQuestion> caa_questions() {
    const std::lock_guard lock(mutex_);
    return questions_;
  }
  [[nodiscard]] std::optional<va::Challenge> last_challenge() {
    const std::lock_guard lock(mutex_);
    return last_;
  }

  [[nodiscard]] std::string_view name() const override { return "scripted"; }

  [[nodiscard]] Result<va::Evidence> validate(const va::Challenge& challenge,
                                              net::Deadline) override {
    const std::lock_guard lock(mutex_);
    ++validations_;
    last_ = challenge;
    const auto identifier = va::identifier_of(challenge);
    const auto* dns = identifier.dns();
    const std::string plain = dns == nullptr ? identifier.value() : dns->without_wildcard().text();
    if (!proven_.contains(plain)) {
      return chancery::fail(*failure_, "name", plain);
    }
    const Time now = clock_.now();
    const va::MethodRule* rule = TRY(va::rule_for(va::method_of(challenge), identifier, now));
    return va::Evidence{rule, identifier, plain, "scripted", now, now, {}, {}, std::nullopt};
  }

  [[nodiscard]] Result<va::CaaDecision> check_caa(const va::CaaQuestion& question,
                                                  net::Deadline) override {
    Duration delay{};
    {
      const std::lock_guard lock(mutex_);
      questions_.push_back(question);
      delay = caa_delay_;
    }
    std::this_thread::sleep_for(delay);
    const std::lock_guard lock(mutex_);
    if (const auto found = forbidden_.find(question.name.text()); found != forbidden_.end()) {
      return chancery::fail(*found->second, "name", question.name.text());
    }
    const Time now = clock_.now();
    return va::CaaDecision{question.name, va::CaaReason::no_records,  "", {}, net::Security::secure,
                           now,           now + std::chrono::hours(8)};
  }

 private:
  template <class Work>
  void with_lock(Work work) {
    const std::lock_guard lock(mutex_);
    work();
  }

  const Clock& clock_;
  std::mutex mutex_;
  std::set<std::string> proven_;
  std::map<std::string, const ErrorKind*> forbidden_;
  const ErrorKind* failure_ = &va::kTxtMissing;
  Duration caa_delay_{};
  int validations_ = 0;
  std::optional<va::Challenge> last_;
  std::vector<va::CaaQuestion> questions_;
};

class TemporaryFolder final {
 public:
  TemporaryFolder() {
    std::string name = "/tmp/chancery-ra-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class TestInstallation final {
 public:
  /// With `logs`, public certificates are shown to them; they outlive this.
  explicit TestInstallation(Settings settings = {}, const ca::TransparencyUse& logs = {})
      : TestInstallation(std::move(settings), {}, logs) {}

  /// Over the files of another one, as after a restart; that one must be gone.
  TestInstallation(std::shared_ptr<TemporaryFolder> files, Time now)
      : TestInstallation(Settings{}, std::move(files), {}) {
    clock.set(now);
  }

  /// An enterprise that may apply through REST.
  model::AccountId tenant(const std::string& name = "Example GmbH") {
    return desks.accounts().open_enterprise(name).value()->account.id;
  }

  /// Runs what is due now, again and again, until nothing is.
  void run_jobs() {
    while (runner.run_due().value() > 0) {
    }
  }
  void advance(Duration by) {
    clock.advance(by);
    run_jobs();
  }

  const ca::TransparencyUse transparency;
  std::shared_ptr<TemporaryFolder> folder;
  ManualClock clock;
  SystemRandom random;
  IdSource ids;
  std::unique_ptr<store::Database> database;
  audit::Log audit;
  store::IntentLog intents;
  jobs::Queue queue;
  ca::NameRuleSets rules;
  const profile::Catalogue& profiles = profile::built_in();
  ca::PublicUrls urls{"http://pki.example.net"};
  std::unique_ptr<keys::SoftwareKeyStore> keys;
  ca::Issuers issuers;
  ca::Issuing issuing;
  ca::Hierarchy hierarchy;
  ca::Revoking revoking;
  ScriptedPerspective perspective;
  TaskPool tasks{2};
  RegistrationAuthority desks;
  jobs::Runner runner;

 private:
  TestInstallation(Settings settings, std::shared_ptr<TemporaryFolder> files,
                   const ca::TransparencyUse& logs)
      : transparency(logs),
        folder(files ? files : std::make_shared<TemporaryFolder>()),
        clock(at_date(2026, 11, 21)),
        ids(clock, random),
        database(store::Database::open("sqlite:" + (folder->path() / "store.db").string()).value()),
        audit(*database),
        intents(*database, ids, "test"),
        queue(*database, ids, "test"),
        rules(make_rules()),
        keys(keys::SoftwareKeyStore::open_folder(
                 folder->path() / "keys", crypto::SealingKey::from(Secret(Bytes(32, 7))).value(),
                 random)
                 .value()),
        issuers(*database, *keys, rules),
        issuing(dependencies()),
        hierarchy({dependencies(), issuers, *keys, keys.get()}),
        revoking(*database, audit, clock, ids, {}),
        perspective(clock),
        desks({*database, audit, queue, profiles, rules, clock, random, ids, tasks},
              std::move(settings), perspective, issuers, issuing, revoking),
        runner(*database, queue, clock, random) {
    desks.register_jobs(runner);
    if (files) {
      (void)issuers.reload();
    } else {
      make_hierarchies();
    }
  }

  static ca::NameRuleSets make_rules() {
    return {std::make_shared<const policy::CurrentSuffixes>(
        policy::load_suffix_list(std::string(policy::kDebianPublicSuffixList)).value())};
  }

  ca::IssuingDependencies dependencies() {
    return {*database, intents, audit,  issuers, rules,       profiles,
            urls,      clock,   random, ids,     transparency};
  }

  void make_hierarchies() {
    for (const std::string_view name : {ca::kTlsPurpose, ca::kPrivatePurpose}) {
      const std::string purpose(name);
      const ca::IssuerPtr root = must(hierarchy.create_root({.name = purpose + "-root",
                                                             .purpose = purpose,
                                                             .subject = subject(purpose + " root"),
                                                             .key = crypto::kP384,
                                                             .days = {},
                                                             .actor = "test"}));
      (void)must(hierarchy.create_subordinate({.name = purpose + "-sub",
                                               .parent = root->record().id,
                                               .subject = subject(purpose + " subordinate"),
                                               .key = crypto::kP256,
                                               .days = {},
                                               .crl_shards = 1,
                                               .actor = "test"}));
    }
  }

  static x509::DistinguishedName subject(const std::string& common_name) {
    return x509::DistinguishedName::make({{x509::kCountry, "KR", der::Tag::printable_string},
                                          {x509::kOrganization, "Chancery Tests"},
                                          {x509::kCommonName, common_name}})
        .value();
  }
};

/// At once, as REST does under a private profile: the caller's role vouches for the name.
inline model::IssuedCertificate issue_private(TestInstallation& house, model::AccountId owner,
                                              const crypto::PrivateKey& key,
                                              const std::string& host) {
  ca::IssueOrder order{
      .profile = "private-server",
      .issuer = {},
      .content = {.key = key.public_key(),
                  .names = general_names(std::vector{must(identifier_from_text(host))})},
      .validity = {},
      .owner = owner,
      .application = {},
      .proofs = {},
      .caa = {},
      .agreement = {},
      .actor = "test"};
  return must(house.issuing.issue(std::move(order)));
}

/// A CSR as subscribers make them.
inline Bytes make_csr(const crypto::PrivateKey& key, const std::string& common_name,
                      const std::vector<std::string>& names) {
  x509::GeneralNames general;
  for (const auto& name : names) {
    general.emplace_back(identifier_from_text(name).value());
  }
  std::vector<x509::Extension> extensions;
  if (!general.empty()) {
    extensions.push_back(x509::subject_alt_name_extension(general, false));
  }
  const auto subject =
      common_name.empty()
          ? x509::DistinguishedName()
          : x509::DistinguishedName::make({{x509::kCommonName, common_name}}).value();
  return x509::make_certification_request(key, subject,
                                          x509::Extensions::make(std::move(extensions)).value())
      .value();
}

}  // namespace chancery::ra
