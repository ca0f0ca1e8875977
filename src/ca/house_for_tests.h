// For tests of this room and of those that stand on it: a whole CA in a temporary folder, with a
// SQLite store, software keys and a clock that stands still; and the openssl program as the judge.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "audit/log.h"
#include "audit/verify.h"
#include "base/encoding.h"
#include "ca/endings.h"
#include "ca/hierarchy.h"
#include "ca/issuers.h"
#include "ca/issuing.h"
#include "ca/openssl_for_tests.h"
#include "ca/recovery.h"
#include "ca/responders.h"
#include "ca/revoking.h"
#include "crypto/sealing.h"
#include "keys/errors.h"
#include "keys/software_key_store.h"
#include "profile/errors.h"
#include "store/authorization_repository.h"
#include "store/certificate_repository.h"
#include "store/fault_hook.h"
#include "store/intent_log.h"
#include "store/issuer_repository.h"
#include "store/setting_repository.h"
#include "store/test_database.h"

namespace chancery::ca {

inline constexpr Time kToday = at_date(2026, 11, 21);

/// Breaks the commits that it is told to, in order; then none.
class PlannedFaults final : public store::FaultHook {
 public:
  void plan(std::deque<store::Fault> faults) {
    const std::lock_guard lock(mutex_);
    faults_ = std::move(faults);
  }
  store::Fault next_commit() override {
    const std::lock_guard lock(mutex_);
    if (faults_.empty()) {
      return store::Fault::none;
    }
    const store::Fault next = faults_.front();
    faults_.pop_front();
    return next;
  }

 private:
  std::mutex mutex_;
  std::deque<store::Fault> faults_;
};

/// Software keys, and a place to stand between a request and its signature. Opens and generations
/// are counted.
class WatchedKeys final : public keys::KeyStore {
 public:
  using Watch = std::function<Result<void>(BytesView message)>;

  explicit WatchedKeys(keys::SoftwareKeyStore& inner) : inner_(inner) {}

  Result<keys::KeyRef> generate(std::string_view label, crypto::KeySpec spec) override {
    ++generated;
    return inner_.generate(label, spec);
  }
  Result<std::shared_ptr<const keys::Signer>> open(const keys::KeyRef& ref,
                                                   keys::Urgency urgency) override {
    ++opened;
    if (away) {
      return std::unexpected(*away);
    }
    auto signer = TRY(inner_.open(ref, urgency));
    return std::make_shared<WatchedSigner>(*this, std::move(signer));
  }
  Result<void> destroy(const keys::KeyRef& ref) override { return inner_.destroy(ref); }
  Result<std::string> back_up(const keys::KeyRef& ref, const crypto::SealingKey& wrap) override {
    return inner_.back_up(ref, wrap);
  }
  Result<std::vector<keys::KeyRef>> list() override { return inner_.list(); }

  /// Called before each signature, on the thread that asks for it; an error takes its place.
  void watch(Watch before_signing) {
    const std::lock_guard lock(mutex_);
    watch_ = std::move(before_signing);
  }

  std::atomic<int> generated{0};
  std::atomic<int> opened{0};
  std::optional<Error> away;  ///< when set, nothing can be opened

 private:
  class WatchedSigner final : public keys::Signer {
   public:
    WatchedSigner(WatchedKeys& keys, std::shared_ptr<const keys::Signer> inner)
        : keys_(keys), inner_(std::move(inner)) {}
    const crypto::PublicKey& public_key() const override { return inner_->public_key(); }
    Result<Bytes> sign(crypto::SignatureAlgorithm algorithm, BytesView message) const override {
      TRY(keys_.look(message));
      return inner_->sign(algorithm, message);
    }
    Result<Bytes> sign_digest(crypto::SignatureAlgorithm algorithm,
                              BytesView digest) const override {
      TRY(keys_.look(digest));
      return inner_->sign_digest(algorithm, digest);
    }

   private:
    WatchedKeys& keys_;
    std::shared_ptr<const keys::Signer> inner_;
  };

  Result<void> look(BytesView message) {
    Watch watch;
    {
      const std::lock_guard lock(mutex_);
      watch = watch_;
    }
    return watch ? watch(message) : Result<void>();
  }

  keys::SoftwareKeyStore& inner_;
  std::mutex mutex_;
  Watch watch_;
};

/// The code of a Result's error, or "" when it holds a value.
template <class T>
std::string_view code_of(const Result<T>& result) {
  return result ? "" : result.error().code();
}

inline x509::GeneralName dns(std::string_view text) {
  return x509::GeneralName::from_text(x509::GeneralName::Kind::dns, text).value();
}

inline x509::DistinguishedName name(std::string_view text) {
  return x509::DistinguishedName::from_text(text).value();
}

inline const crypto::PrivateKey& subscriber_key() {
  static const auto key = crypto::PrivateKey::generate(crypto::kP256).value();
  return key;
}

/// Everything of one installation that rests on its store: what a restart makes anew.
class Parts final {
 public:
  Parts(store::Database& store, WatchedKeys& key_store, keys::SoftwareKeyStore& software,
        const Clock& time, Random& random, IdSource& id_source, const NameRuleSets& name_rules,
        const PublicUrls& public_urls, const TransparencyUse& logs)
      : database(store),
        keys(key_store),
        clock(time),
        ids(id_source),
        audit(database),
        intents(database, ids, "server"),
        issuers(database, keys, name_rules,
                [this](const issuance::OutsideLook& look) {
                  return outside_linter ? outside_linter(look) : Result<std::string>("");
                }),
        uses{database,    intents, audit,  issuers, name_rules, profile::built_in(),
             public_urls, clock,   random, ids,     logs},
        issuing(uses),
        hierarchy({uses, issuers, keys, &software}),
        responders(database, keys, issuing, profile::built_in(), clock, ids),
        revoking(database, audit, clock, ids,
                 [this](store::Transaction& tx, const model::Revocation& revocation) {
                   return on_revocation ? on_revocation(tx, revocation) : Result<void>();
                 }),
        endings(uses, issuers, keys, revoking) {
    issuers.reload().value();
  }

  store::Database& database;
  WatchedKeys& keys;
  const Clock& clock;
  IdSource& ids;
  audit::Log audit;
  store::IntentLog intents;
  issuance::OutsideLinter outside_linter;
  Issuers issuers;
  IssuingDependencies uses;
  Issuing issuing;
  Hierarchy hierarchy;
  Responders responders;
  AlongsideRevocation on_revocation;
  Revoking revoking;
  Endings endings;
};

class House final {
 public:
  explicit House(Time start = kToday) : clock(start), ids(clock, random) { open(); }

  /// CT logs for what is opened from now on.
  void show_to(const TransparencyUse& logs) {
    transparency = logs;
    restart();
  }

  /// As after a crash or a stop: nothing but files is left.
  void restart() {
    parts_.reset();
    database_.reset();
    open();
  }

  Parts* operator->() { return parts_.get(); }
  Parts& operator*() { return *parts_; }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  TransparencyUse transparency;
  Ran openssl(const std::string& arguments) const { return ca::openssl(path(), arguments); }

  // Hierarchies.

  IssuerPtr root(const std::string& label, std::string_view purpose,
                 crypto::KeySpec key = crypto::kP256) {
    return parts_->hierarchy
        .create_root({.name = label,
                      .purpose = std::string(purpose),
                      .subject = name("CN=" + label + ",O=Test,C=KR"),
                      .key = key,
                      .days = {},
                      .actor = "cli:test"})
        .value();
  }
  IssuerPtr subordinate(const std::string& label, const IssuerPtr& parent, int crl_shards = 1,
                        crypto::KeySpec key = crypto::kP256) {
    return parts_->hierarchy
        .create_subordinate({.name = label,
                             .parent = parent->record().id,
                             .subject = name("CN=" + label + ",O=Test,C=KR"),
                             .key = key,
                             .days = {},
                             .crl_shards = crl_shards,
                             .actor = "cli:test"})
        .value();
  }

  // Orders.

  [[nodiscard]] IssueOrder order(std::string_view profile, std::vector<x509::GeneralName> names,
                                 std::vector<x509::Attribute> subject = {}) const {
    return {.profile = std::string(profile),
            .issuer = {},
            .content = {.key = subscriber_key().public_key(),
                        .names = std::move(names),
                        .subject = std::move(subject)},
            .validity = {},
            .owner = {},
            .application = {},
            .proofs = {},
            .caa = {},
            .agreement = {},
            .actor = "test"};
  }
  [[nodiscard]] IssueOrder private_order(std::string_view host = "db.corp.example") const {
    return order(profile::kPrivateServer, {dns(host)});
  }
  Result<model::IssuedCertificate> issue_private(std::string_view host = "db.corp.example") {
    return parts_->issuing.issue(private_order(host));
  }

  /// A stored proof of control, made now unless `change` says otherwise.
  model::AuthorizationId prove(
      model::AccountId account, std::string_view host,
      const std::function<void(model::Authorization&)>& change = [](auto&) {}) {
    model::Authorization proof;
    proof.id = ids.next<model::AuthorizationId>();
    proof.account = account;
    proof.wildcard = host.starts_with("*.");
    proof.identifier = {model::NameType::dns, std::string(host.substr(proof.wildcard ? 2 : 0))};
    proof.status = model::AuthorizationStatus::valid;
    proof.token = "token";
    proof.chosen = model::ValidationMethod::dns_01;
    proof.offered = {*proof.chosen};
    proof.created = clock.now();
    proof.validated_at = clock.now();
    proof.expires = clock.now() + std::chrono::days(398);
    change(proof);
    parts_->database
        .write([&](store::Transaction& tx) {
          return store::AuthorizationRepository::insert(tx, proof);
        })
        .value();
    return proof.id;
  }

  /// An order for a public certificate that has all that it needs.
  IssueOrder public_order(model::AccountId account, const std::vector<std::string>& hosts) {
    IssueOrder made = order(profile::kTlsDv, {});
    made.owner = account;
    made.agreement = model::Agreement{"1.0", clock.now()};
    for (const auto& host : hosts) {
      made.content.names.push_back(dns(host));
      made.proofs.push_back(prove(account, host));
      made.caa.push_back({host, clock.now(), clock.now() + std::chrono::hours(8)});
    }
    return made;
  }

  // What is in the store.

  template <class Work>
  auto read(Work&& work) {
    return parts_->database.read(std::forward<Work>(work)).value();
  }

  [[nodiscard]] std::vector<model::CertificateFacts> certificates() {
    return read([](store::Snapshot& snapshot) {
      return store::CertificateRepository::issued_after(snapshot, {}, 1000);
    });
  }

  /// Intents that are on record now, those of this very process included. Closed ones go with the
  /// next batch: here is one.
  [[nodiscard]] std::vector<store::OutstandingIntent> intents() {
    parts_->database
        .write([](store::Transaction& tx) { return store::SettingRepository::set(tx, "x", "x"); })
        .value();
    store::IntentLog another(parts_->database, ids, "server");
    return read(
        [&](store::Snapshot& snapshot) { return another.outstanding(snapshot, 1'000'000); });
  }

  /// Every record of the audit log, once the whole log is found to agree with its hashes.
  [[nodiscard]] std::vector<audit::Record> audit_records() {
    const auto report = audit::verify(parts_->database, {"test", Bytes(32)}).value();
    EXPECT_TRUE(report.intact()) << report.faults.at(0).text;
    return read([&](store::Snapshot& snapshot) -> Result<std::vector<audit::Record>> {
      std::vector<audit::Record> records;
      while (std::ssize(records) < report.leaves) {
        const auto leaves = TRY(audit::leaves_from(snapshot, std::ssize(records), 1000));
        for (const auto& leaf : leaves) {
          records.push_back(leaf.record);
        }
      }
      return records;
    });
  }

  [[nodiscard]] std::vector<audit::Record> audit_records(std::string_view kind) {
    auto records = audit_records();
    std::erase_if(records, [&](const audit::Record& record) { return record.kind != kind; });
    return records;
  }

  // Files for openssl.

  void write_pem(const std::string& file, BytesView certificate_der) const {
    write_file(path() / file, to_pem("CERTIFICATE", certificate_der));
  }
  /// Writes root.pem, chain.pem and leaf.pem; true when openssl accepts the chain at the clock's
  /// time.
  bool chain_is_accepted(const IssuerPtr& root, const IssuerPtr& issuer, BytesView leaf_der,
                         const std::string& options = "") {
    write_pem("root.pem", root->record().der);
    write_pem("chain.pem", issuer->record().der);
    write_pem("leaf.pem", leaf_der);
    const auto ran = openssl("verify -x509_strict -attime " + at_time() + " -CAfile root.pem " +
                             options + " -untrusted chain.pem leaf.pem");
    return ran.status == 0;
  }
  [[nodiscard]] std::string at_time() const {
    return std::to_string(to_seconds(clock.now()).time_since_epoch().count());
  }

 private:
  store::TestFolder folder_{"/dev/shm"};  // its commits cost no disk

 public:
  ManualClock clock;
  SystemRandom random;
  IdSource ids;
  PlannedFaults faults;

 private:
  void open() {
    database_ = store::Database::open("sqlite:" + (path() / "store.db").string(),
                                      {.read_connections = 4, .faults = &faults})
                    .value();
    parts_ = std::make_unique<Parts>(*database_, keys_, *software_, clock, random, ids, rules_,
                                     urls_, transparency);
  }

  static NameRuleSets make_rules() {
    return {std::make_shared<const policy::CurrentSuffixes>(
        policy::load_suffix_list(std::string(policy::kDebianPublicSuffixList)).value())};
  }

  crypto::SealingKey master_ = crypto::SealingKey::generate(random);
  std::unique_ptr<keys::SoftwareKeyStore> software_ =
      keys::SoftwareKeyStore::open_folder(
          path() / "keys", crypto::SealingKey::from(master_.secret().clone()).value(), random)
          .value();
  WatchedKeys keys_{*software_};
  NameRuleSets rules_ = make_rules();
  PublicUrls urls_{"http://pki.test"};
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace chancery::ca
