// CertificateRepository::search. One criterion drives: its index gives the rows in order. The
// others filter, and a page ends after a bounded number of rows, matching or not.
#include <limits>

#include "store/certificate_keys.h"
#include "store/certificate_repository.h"
#include "store/certificate_row.h"
#include "store/errors.h"
#include "store/page_token.h"

namespace chancery::store {
namespace {

constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
constexpr int kMaxRows = 5'000;  // looked at for one page

constexpr auto kSelect = SqlText("SELECT ") + kFactColumns + ", ";
constexpr int kNameColumn = kFactColumnCount;

// CROSS JOIN: SQLite then takes the tables in the order written; to PostgreSQL it is any join.
constexpr auto kBySerial = kSelect +
                           "'' FROM issuer i CROSS JOIN certificate c WHERE c.issuer = i.id "
                           "AND c.serial = $1 AND c.id < $2 ORDER BY c.id DESC LIMIT $3";
constexpr auto kById = kSelect + "'' FROM certificate c WHERE c.id = $1";
constexpr auto kByName = kSelect +
                         "'' FROM certificate_name n CROSS JOIN certificate c WHERE n.name = $1 "
                         "AND n.certificate < $2 AND c.id = n.certificate "
                         "ORDER BY n.certificate DESC LIMIT $3";
constexpr auto kBelow = kSelect +
                        "n.name FROM certificate_name n CROSS JOIN certificate c "
                        "WHERE (n.name, n.certificate) > ($1, $2) AND n.name < $3 "
                        "AND c.id = n.certificate ORDER BY n.name, n.certificate LIMIT $4";
constexpr auto kByOwner = kSelect +
                          "'' FROM certificate c WHERE c.owner = $1 AND c.id < $2 "
                          "ORDER BY c.id DESC LIMIT $3";
constexpr auto kByExpiry = kSelect +
                           "'' FROM certificate c WHERE (c.not_after, c.id) > ($1, $2) "
                           "AND c.not_after < $3 ORDER BY c.not_after, c.id LIMIT $4";
constexpr auto kByIssuer = kSelect +
                           "'' FROM certificate c WHERE c.issuer = $1 AND c.serial < $2 "
                           "ORDER BY c.serial DESC LIMIT $3";
constexpr auto kNewest =
    kSelect + "'' FROM certificate c WHERE c.id < $1 ORDER BY c.id DESC LIMIT $2";

bool matches(const model::CertificateFacts& facts, const CertificateSearch& search) {
  const auto has_name = [&](const model::CertificateName& wanted) {
    return std::ranges::find(facts.names, wanted) != facts.names.end();
  };
  const auto has_name_below = [&](const std::string& domain) {
    return std::ranges::any_of(facts.names, [&](const model::CertificateName& name) {
      return name.type == model::NameType::dns && name.value.ends_with("." + domain);
    });
  };
  return (!search.serial || facts.serial == *search.serial) &&
         (!search.spki_hash || facts.spki_hash == *search.spki_hash) &&
         (!search.name || has_name(*search.name)) &&
         (!search.below || has_name_below(*search.below)) &&
         (search.owner.empty() || facts.owner == search.owner) &&
         (search.issuer.empty() || facts.issuer == search.issuer) &&
         (!search.expires_from || facts.not_after >= *search.expires_from) &&
         (!search.expires_until || facts.not_after < *search.expires_until);
}

/// Which criterion drives. The letters are in page tokens.
char order_of(const CertificateSearch& search) {
  return search.serial                                 ? 's'
         : search.spki_hash                            ? 'k'
         : search.name                                 ? 'n'
         : search.below                                ? 'b'
         : !search.owner.empty()                       ? 'o'
         : search.expires_from || search.expires_until ? 'e'
         : !search.issuer.empty()                      ? 'i'
                                                       : 'a';
}

/// Where the first page begins.
PageToken start_of(const CertificateSearch& search, char order) {
  switch (order) {
    case 'b':
      return {order, 0, 0, model::search_key({model::NameType::dns, *search.below}) + "."};
    case 'e':
      return {order, search.expires_from ? to_millis(*search.expires_from) : -kLast, -1, ""};
    case 'i':  // above every serial number: no INTEGER content has so many octets
      return {order, 0, 0, std::string(x509::Serial::kMaxSize + 1, '\xff')};
    default:
      return {order, 0, kLast, ""};
  }
}

/// Collects matching rows until the page is full or enough rows were looked at.
class Collector final {
 public:
  Collector(const CertificateSearch& search, PageToken from, int limit)
      : search_(search), last_(std::move(from)), limit_(static_cast<std::size_t>(limit)) {}

  Result<bool> operator()(const Row& row) {
    if (page_.certificates.size() == limit_) {
      more_ = true;
      return false;
    }
    auto facts = TRY(parse_facts(row));
    remember(facts, row);
    // Under `below` a certificate is met once for each of its names.
    const bool repeated = !page_.certificates.empty() && page_.certificates.back().id == facts.id;
    if (!repeated && matches(facts, search_)) {
      page_.certificates.push_back(std::move(facts));
    }
    more_ = ++rows_ == kMaxRows;
    return true;
  }

  /// Nothing below this id was looked at.
  void end_at(std::int64_t id) {
    if (!more_) {
      last_.id = id;
      more_ = true;
    }
  }

  CertificatePage take() {
    page_.next = more_ ? to_text(last_) : "";
    return std::move(page_);
  }

 private:
  void remember(const model::CertificateFacts& facts, const Row& row) {
    last_.id = facts.id.value();
    last_.number = to_millis(facts.not_after);
    if (last_.order == 'b') {
      last_.bytes = row.text(kNameColumn);
    } else if (last_.order == 'i') {
      last_.bytes = as_text(facts.serial.bytes());
    }
  }

  const CertificateSearch& search_;
  PageToken last_;
  std::size_t limit_;
  CertificatePage page_;
  int rows_ = 0;
  bool more_ = false;
};

Result<void> run_by_key(Snapshot& snapshot, const model::Digest& key, std::int64_t before, int rows,
                        Collector& collect) {
  const auto hits =
      TRY(certificates_with_key(snapshot, key_prefix(key), before, static_cast<std::size_t>(rows)));
  for (const std::int64_t id : hits.ids) {
    TRY(snapshot.each(kById, {id}, [&](const Row& row) { return collect(row); }));
  }
  if (hits.rest) {
    collect.end_at(*hits.rest);
  }
  return {};
}

Result<void> run(Snapshot& snapshot, const CertificateSearch& search, const PageToken& from,
                 int rows, Collector& collect) {
  const auto sink = [&](const Row& row) { return collect(row); };
  switch (from.order) {
    case 's':
      return snapshot.each(kBySerial, {search.serial->bytes(), from.id, rows}, sink);
    case 'k':
      return run_by_key(snapshot, *search.spki_hash, from.id, rows, collect);
    case 'n':
      return snapshot.each(kByName, {model::search_key(*search.name), from.id, rows}, sink);
    case 'b': {
      // '/' follows '.' in ASCII.
      const auto end = model::search_key({model::NameType::dns, *search.below}) + "/";
      return snapshot.each(kBelow, {from.bytes, from.id, end, rows}, sink);
    }
    case 'o':
      return snapshot.each(kByOwner, {search.owner, from.id, rows}, sink);
    case 'e':
      return snapshot.each(
          kByExpiry,
          {from.number, from.id, search.expires_until.value_or(from_millis(kLast)), rows}, sink);
    case 'i':
      return snapshot.each(kByIssuer, {search.issuer, as_bytes(from.bytes), rows}, sink);
    default:
      return snapshot.each(kNewest, {from.id, rows}, sink);
  }
}

/// Whether a row of the driving index can fail to match.
bool is_filtered(const CertificateSearch& search, char order) {
  const int criteria = (search.serial ? 1 : 0) + (search.spki_hash ? 1 : 0) +
                       (search.name ? 1 : 0) + (search.below ? 1 : 0) +
                       (search.owner.empty() ? 0 : 1) + (search.issuer.empty() ? 0 : 1) +
                       (search.expires_from || search.expires_until ? 1 : 0);
  return criteria > 1 || order == 'k' || order == 'b';
}

}  // namespace

Result<CertificatePage> CertificateRepository::search(Snapshot& snapshot,
                                                      const CertificateSearch& search, int limit,
                                                      const std::string& page) {
  const char order = order_of(search);
  const PageToken from =
      page.empty() ? start_of(search, order) : TRY(parse_page_token(page, order));
  const int wanted = std::clamp(limit, 1, kMaxPage);
  Collector collect(search, from, wanted);
  TRY(run(snapshot, search, from, is_filtered(search, order) ? kMaxRows : wanted + 1, collect));
  return collect.take();
}

}  // namespace chancery::store
