#include "store/keyless_certificates.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "store/certificate_row.h"
#include "store/page_token.h"

namespace chancery::store {
namespace {

constexpr int kMostPlaces = 1000;
constexpr char kLetter = 'K';  // of page tokens

// From the places to their certificates, in this order: that is what CROSS JOIN tells SQLite.
constexpr auto kSelect =
    SqlText("SELECT ") + kFactColumns +
    ", CASE WHEN EXISTS (SELECT 1 FROM sealed_key k WHERE k.account = p.account "
    "AND k.spki_hash = c.spki_hash) OR EXISTS (SELECT 1 FROM revocation r WHERE "
    "r.issuer = c.issuer AND r.crl_shard = c.crl_shard AND r.serial = c.serial) "
    "THEN 0 ELSE 1 END FROM placement p CROSS JOIN certificate c WHERE c.id = p.certificate AND "
    "p.hosts_key = 1 AND p.certificate < $1 ";
constexpr auto kPage = SqlText("ORDER BY p.certificate DESC LIMIT $2");
constexpr auto kOfAll = kSelect + kPage;
constexpr auto kOfOne = kSelect + "AND p.account = $3 " + kPage;

bool is_named(const model::CertificateFacts& facts, std::string_view part) {
  const auto has_part = [&](const model::CertificateName& name) {
    return name.value.find(part) != std::string::npos;
  };
  return part.empty() || std::ranges::any_of(facts.names, has_part);
}

bool matches(const model::CertificateFacts& facts, const CertificateFilter& filter, Time now) {
  return facts.not_after + std::chrono::seconds(1) > now && is_named(facts, filter.part) &&
         (filter.profile.empty() || facts.profile == filter.profile) &&
         (filter.issuer.empty() || facts.issuer == filter.issuer) &&
         (!filter.expires_from || facts.not_after >= *filter.expires_from) &&
         (!filter.expires_until || facts.not_after < *filter.expires_until);
}

Result<std::int64_t> first_id(const std::string& cursor) {
  return cursor.empty() ? std::numeric_limits<std::int64_t>::max()
                        : TRY(parse_page_token(cursor, kLetter)).id;
}

}  // namespace

Result<RegisterPage> keyless_certificates(Snapshot& snapshot, const CertificateFilter& filter,
                                          Time now, int limit, const std::string& cursor) {
  RegisterPage page;
  const std::int64_t before = TRY(first_id(cursor));
  std::int64_t last = before;
  int seen = 0;
  const auto take = [&](const Row& row) -> Result<bool> {
    if (std::ssize(page.certificates) == limit) {
      page.next = to_text(PageToken{kLetter, 0, last, ""});
      return false;
    }
    ++seen;
    const bool is_another = std::exchange(last, row.integer(0)) != row.integer(0);
    if (is_another && row.integer(kFactColumnCount) == 1) {
      auto facts = TRY(parse_facts(row));
      if (matches(facts, filter, now)) {
        page.certificates.push_back(std::move(facts));
      }
    }
    return true;
  };
  TRY(filter.owner.empty() ? snapshot.stream(kOfAll, {before, kMostPlaces}, take)
                           : snapshot.stream(kOfOne, {before, kMostPlaces, filter.owner}, take));
  if (seen == kMostPlaces && page.next.empty()) {
    page.next = to_text(PageToken{kLetter, 0, last, ""});
  }
  return page;
}

}  // namespace chancery::store
