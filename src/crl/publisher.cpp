#include "crl/publisher.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/encoding.h"
#include "crl/list_files.h"
#include "crl/output_file.h"
#include "crypto/hash.h"
#include "store/crl_repository.h"
#include "store/revocation_repository.h"
#include "x509/key_identifier.h"
#include "x509/locations.h"
#include "x509/signed_data.h"

namespace chancery::crl {

/// What one list will say, decided before the first entry is read.
struct Publisher::Plan {
  ca::IssuerPtr issuer;
  int shard = 0;
  std::int64_t number = 1;
  Time this_update{};
  Time next_update{};
  Time expired_before{};  ///< entries of certificates that expired before are left out
  x509::CrlHead head;
};

/// The tbsCertList in a file, and its digest.
struct Publisher::Body {
  OutputFile file;
  std::int64_t entries = 0;
  Bytes digest;
};

namespace {

constexpr const char* kFolder = "crl";

x509::CrlEntry entry_of(const model::Revocation& revocation) {
  x509::CrlEntry entry;
  entry.serial = revocation.serial;
  entry.revoked_at = to_seconds(revocation.revoked_at);
  entry.reason = revocation.reason;
  if (revocation.invalid_since) {
    entry.invalidity_date = to_seconds(*revocation.invalid_since);
  }
  return entry;
}

audit::Record record_of(const model::Crl& crl, std::string_view issuer_name) {
  const boost::json::object details{
      {"issuer", issuer_name},      {"number", crl.number},
      {"entries", crl.entries},     {"size", crl.size},
      {"sha256", to_hex(crl.hash)}, {"next_update", to_rfc3339(crl.next_update)},
      {"shard", crl.shard}};
  return {crl.this_update,
          "crl.published",
          "system",
          "issuer:" + to_text(crl.issuer),
          audit::Outcome::done,
          boost::json::serialize(details)};
}

}  // namespace

Publisher::Publisher(store::Database& database, audit::Log& audit, const ca::Issuers& issuers,
                     const ca::PublicUrls& urls, const Clock& clock, PublisherSettings settings)
    : database_(database),
      audit_(audit),
      issuers_(issuers),
      urls_(urls),
      clock_(clock),
      settings_(std::move(settings)) {
  std::error_code shown_by_the_first_list;
  std::filesystem::create_directories(folder(), shown_by_the_first_list);
}

const Schedule& Publisher::schedule_of(const ca::IssuerPtr& issuer) const {
  return issuer->is_root() ? settings_.roots : settings_.subscribers;
}

// The last list of a CA that ended is good for as long as its certificate is.
Time Publisher::next_update_of(const ca::IssuerPtr& issuer, Time now) const {
  const Time usual = now + schedule_of(issuer).validity;
  return issuer->record().terminated_at ? std::max(usual, issuer->record().not_after) : usual;
}

Result<std::optional<model::Crl>> Publisher::latest_of(const ca::IssuerPtr& issuer,
                                                       int shard) const {
  return database_.read([&](store::Snapshot& snapshot) {
    return store::CrlRepository::latest(snapshot, issuer->record().id, shard);
  });
}

Result<Publisher::Plan> Publisher::plan(const ca::IssuerPtr& issuer, int shard) const {
  const auto latest = TRY(latest_of(issuer, shard));
  const Time now = to_seconds(clock_.now());
  const Time next = next_update_of(issuer, now);
  const std::int64_t number =
      std::max(latest ? latest->number + 1 : 1, issuer->record().first_crl_number);
  std::vector<x509::Extension> extensions{
      x509::authority_key_identifier_extension(issuer->certificate().key_id()),
      x509::crl_number_extension(static_cast<std::uint64_t>(number))};
  if (issuer->record().crl_shards > 1) {
    // The URI is byte for byte the one in the certificates of this shard (BR 7.2.2.1).
    const auto url = TRY(x509::GeneralName::from_text(x509::GeneralName::Kind::uri,
                                                      urls_.crl(issuer->record().name, shard)));
    extensions.push_back(x509::issuing_distribution_point_extension({.full_name = {url}}));
  }
  auto checked = TRY(x509::Extensions::make(std::move(extensions)));
  return Plan{.issuer = issuer,
              .shard = shard,
              .number = number,
              .this_update = now,
              .next_update = next,
              .expired_before = latest ? latest->this_update : Time{},
              .head = {crypto::default_signature_algorithm(issuer->public_key().spec()),
                       issuer->certificate().subject(), to_seconds(now), to_seconds(next),
                       std::move(checked)}};
}

template <class Visit>
Result<void> Publisher::each_entry(store::Snapshot& snapshot, const Plan& plan, Visit&& visit) {
  return store::RevocationRepository::for_crl(
      snapshot, plan.issuer->record().id, plan.shard, plan.expired_before,
      [&](const model::Revocation& revocation) { return visit(entry_of(revocation)); });
}

Result<x509::CrlSize> Publisher::measure(store::Snapshot& snapshot, const Plan& plan) {
  x509::CrlSize size;
  TRY(each_entry(snapshot, plan, [&](const x509::CrlEntry& entry) { size.add(entry); }));
  return size;
}

Result<Bytes> Publisher::sign_body(const keys::Signer& signer, crypto::SignatureAlgorithm algorithm,
                                   const Body& body) {
  if (crypto::hash_of(algorithm)) {
    return signer.sign_digest(algorithm, body.digest);
  }
  Bytes whole;  // Ed25519 hashes twice, so it needs the message itself
  TRY(body.file.read_from(0, [&](BytesView part) -> Result<void> {
    append(whole, part);
    return {};
  }));
  return signer.sign(algorithm, whole);
}

Result<model::Crl> Publisher::row_of(const Plan& plan, std::int64_t entries,
                                     const OutputFile& file) {
  crypto::Hasher hasher(crypto::HashAlgorithm::sha256);
  TRY(file.read_from(0, [&](BytesView part) -> Result<void> {
    hasher.update(part);
    return {};
  }));
  const std::string& issuer_name = plan.issuer->record().name;
  model::Crl crl;
  crl.issuer = plan.issuer->record().id;
  crl.shard = plan.shard;
  crl.number = plan.number;
  crl.this_update = plan.this_update;
  crl.next_update = plan.next_update;
  crl.entries = entries;
  crl.size = static_cast<std::int64_t>(file.size());
  std::ranges::copy(hasher.finish(), crl.hash.begin());
  crl.path =
      fmt::format("{}/{}", kFolder, list_file_name(issuer_name, plan.shard, plan.number, crl.hash));
  return crl;
}

Result<Publisher::Body> Publisher::write_body(const Plan& plan) const {
  const auto hash = crypto::hash_of(plan.head.algorithm).value_or(crypto::HashAlgorithm::sha256);
  crypto::Hasher hasher(hash);
  OutputFile file = TRY(OutputFile::create(folder()));
  const auto write = [&](store::Snapshot& snapshot) -> Result<std::int64_t> {
    const auto size = TRY(measure(snapshot, plan));
    x509::CrlWriter writer(plan.head, size, [&](BytesView part) {
      hasher.update(part);
      return file.write(part);
    });
    TRY(each_entry(snapshot, plan, [&](const x509::CrlEntry& entry) { return writer.add(entry); }));
    TRY(writer.finish());
    return static_cast<std::int64_t>(size.count());
  };
  const std::int64_t entries = TRY(database_.read(write));
  return Body{std::move(file), entries, hasher.finish()};
}

Result<Published> Publisher::publish(const ca::IssuerPtr& issuer, int shard) {
  const std::lock_guard lock(making_);
  const Plan plan = TRY(this->plan(issuer, shard));
  const auto signer = TRY(issuer->signer());
  const Body body = TRY(write_body(plan));
  const Bytes signature = TRY(sign_body(*signer, plan.head.algorithm, body));
  const auto ends = x509::signed_ends(body.file.size(), plan.head.algorithm, signature);

  OutputFile whole = TRY(OutputFile::create(folder()));
  TRY(whole.write(ends.head));
  TRY(whole.append(body.file));
  TRY(whole.write(ends.tail));
  model::Crl crl = TRY(row_of(plan, body.entries, whole));
  // The file first: a row names only a list that is there whole. A crash in between leaves a file
  // that no row names and nobody was given; its number is used again, under another name.
  TRY(whole.publish(std::filesystem::path(crl.path).filename()));
  TRY(commit(crl, issuer));
  remove_older_lists(folder(), std::filesystem::path(crl.path).filename());
  return Published{std::move(crl), ca::crl_file_name(issuer->record().name, shard)};
}

Result<void> Publisher::commit(const model::Crl& crl, const ca::IssuerPtr& issuer) {
  return database_.write([&](store::Transaction& tx) -> Result<void> {
    TRY(store::CrlRepository::insert(tx, crl));
    TRY(audit_.append(tx, record_of(crl, issuer->record().name)));
    return {};
  });
}

std::filesystem::path Publisher::folder() const {
  return settings_.data_directory / kFolder;
}

bool Publisher::file_is_there(const model::Crl& crl) const {
  std::error_code error;
  const auto size = std::filesystem::file_size(settings_.data_directory / crl.path, error);
  return !error && size == static_cast<std::uintmax_t>(crl.size);
}

bool Publisher::is_due(const std::optional<model::Crl>& latest, const ca::IssuerPtr& issuer) const {
  if (!latest || !file_is_there(*latest)) {
    return true;
  }
  const auto& terminated_at = issuer->record().terminated_at;
  return terminated_at ? latest->next_update < issuer->record().not_after
                       : clock_.now() >= latest->this_update + schedule_of(issuer).period;
}

Result<bool> Publisher::publish_if_due(const ca::IssuerPtr& issuer, int shard) {
  const auto latest = TRY(latest_of(issuer, shard));
  if (!is_due(latest, issuer)) {
    return false;
  }
  TRY(publish(issuer, shard));
  return true;
}

Result<int> Publisher::publish_due() {
  int made = 0;
  std::optional<Error> first_error;
  for (const auto& issuer : issuers_.list()) {
    const bool over =
        clock_.now() > issuer->record().not_after || issuer->record().key_destroyed_at;
    for (int shard = 0; !over && shard < issuer->record().crl_shards; ++shard) {
      auto published = publish_if_due(issuer, shard);
      made += published && *published ? 1 : 0;
      if (!published && !first_error) {
        first_error = std::move(published).error();
      }
    }
  }
  if (first_error) {
    return std::unexpected(*std::move(first_error));
  }
  return made;
}

Result<std::vector<Published>> Publisher::published() const {
  const auto latest = TRY(database_.read(
      [](store::Snapshot& snapshot) { return store::CrlRepository::latest_of_all(snapshot); }));
  std::vector<Published> found;
  for (const auto& crl : latest) {
    const auto issuer = issuers_.by_id(crl.issuer);
    if (issuer && file_is_there(crl)) {
      found.push_back({crl, ca::crl_file_name((*issuer)->record().name, crl.shard)});
    }
  }
  return found;
}

}  // namespace chancery::crl
