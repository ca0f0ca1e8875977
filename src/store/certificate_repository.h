// The certificates that were issued. Inserted, never changed, but that a certificate takes the
// place of its precertificate (precertificate_repository.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/issued_certificate.h"
#include "store/session.h"

namespace chancery::store {

/// Everything that is set must hold. Names are found by an index; of serial, key hash, name,
/// owner, expiry and issuer the first one set drives the search and the others filter.
struct CertificateSearch {
  std::optional<x509::Serial> serial = {};
  std::optional<model::Digest> spki_hash = {};
  std::optional<model::CertificateName> name = {};  ///< this name exactly, "*" label included
  std::optional<std::string> below = {};   ///< DNS domain: every name under it, at any depth
  model::AccountId owner = {};             ///< empty: any
  model::IssuerId issuer = {};             ///< empty: any
  std::optional<Time> expires_from = {};   ///< inclusive
  std::optional<Time> expires_until = {};  ///< exclusive
};

struct CertificatePage {
  std::vector<model::CertificateFacts> certificates;
  /// Pass it to get the next page; empty at the end. A page may hold fewer than were asked for
  /// and still have a next one: a search looks at a bounded number of rows at a time.
  std::string next;
};

class CertificateRepository final {
 public:
  static constexpr int kMaxPage = 1000;

  /// Stores the certificate and every one of its names. Cheapest when serial numbers begin with
  /// the time (README.md). Errors: kSerialTaken.
  [[nodiscard]] static Result<void> insert(Transaction& tx,
                                           const model::IssuedCertificate& certificate);

  [[nodiscard]] static Result<std::optional<model::IssuedCertificate>> by_id(
      Snapshot& snapshot, model::CertificateId id);
  [[nodiscard]] static Result<std::optional<model::IssuedCertificate>> by_serial(
      Snapshot& snapshot, model::IssuerId issuer, const x509::Serial& serial);

  /// One page of what `search` finds, `limit` (at most kMaxPage) certificates long. Newest first,
  /// but by name under `below`, soonest first under an expiry window, and by serial number for one
  /// issuer. `page` is empty, or `next` of the page before. Errors: kPageTokenMalformed.
  [[nodiscard]] static Result<CertificatePage> search(Snapshot& snapshot,
                                                      const CertificateSearch& search, int limit,
                                                      const std::string& page = {});

  /// Certificates with a larger id, oldest first: for whoever follows issuance from another node
  /// or after a restart. A commit can be overtaken by one with a later id: look back a minute.
  [[nodiscard]] static Result<std::vector<model::CertificateFacts>> issued_after(
      Snapshot& snapshot, model::CertificateId after, int limit);
};

}  // namespace chancery::store
