// Fills a store with certificates and revocations such as issuance writes, through the program's
// own repositories, so that figures about a large store are about rows of the right shape,
// and brings what lists and searches read up to date, as the server's job does.
//
// Usage: seed_store STORE-URL ISSUER-NAME CERTIFICATES REVOKED
#include <cstdio>
#include <cstdlib>

#include "base/id.h"
#include "crypto/hash.h"
#include "model/new_serial.h"
#include "store/certificate_index.h"
#include "store/certificate_repository.h"
#include "store/database.h"
#include "store/issuer_repository.h"
#include "store/revocation_repository.h"

namespace {

using namespace std::chrono_literals;
namespace model = chancery::model;
namespace store = chancery::store;

constexpr int kPerCommit = 2000;
constexpr std::size_t kDerSize = 620;  // a P-256 private-server certificate

struct Seeder {
  chancery::SystemClock clock;
  chancery::SystemRandom random;
  chancery::IdSource ids{clock, random};
  model::Issuer issuer;

  model::IssuedCertificate certificate(long number) {
    model::IssuedCertificate row;
    row.id = ids.next<model::CertificateId>();
    row.issuer = issuer.id;
    row.serial = chancery::model::new_serial(clock.now(), random);
    row.profile = "private-server";
    row.not_before = clock.now();
    row.not_after = clock.now() + std::chrono::days(90) + std::chrono::minutes(number % 100000);
    row.spki_hash = chancery::crypto::sha256(row.serial.bytes());
    row.names = {{model::NameType::dns, "host-" + std::to_string(number) + ".seed.test"}};
    row.der = random.bytes(kDerSize);
    return row;
  }

  model::Revocation revocation(const model::IssuedCertificate& row) {
    model::Revocation wish;
    wish.issuer = row.issuer;
    wish.serial = row.serial;
    wish.certificate = row.id;
    wish.revoked_at = clock.now();
    wish.reason = chancery::x509::RevocationReason::superseded;
    wish.certificate_expires = row.not_after;
    wish.change = ids.next_value();
    return wish;
  }
};

/// Everything has settled: nobody else writes.
chancery::Result<void> index(store::Database& database) {
  const auto later = chancery::SystemClock().now() + std::chrono::hours(1);
  for (;;) {
    const auto draft = TRY(database.read([&](store::Snapshot& snapshot) {
      return store::CertificateIndex::draft(snapshot, later);
    }));
    if (!draft) {
      break;
    }
    (void)TRY(database.write(
        [&](store::Transaction& tx) { return store::CertificateIndex::seal(tx, *draft); }));
  }
  return database.write([&](store::Transaction& tx) -> chancery::Result<void> {
    std::int64_t taken = TRY(store::CertificateIndex::revocations_taken(tx));
    while (const auto next = TRY(store::CertificateIndex::take_revocations(tx, taken))) {
      taken = *next;
    }
    return store::CertificateIndex::set_revocations_taken(tx, taken);
  });
}

chancery::Result<void> seed(const char* url, const char* issuer, long certificates, long revoked) {
  const auto database = TRY(store::Database::open(url));
  Seeder seeder;
  const auto found = TRY(database->read([&](store::Snapshot& snapshot) {
    return store::IssuerRepository::by_name(snapshot, issuer);
  }));
  if (!found) {
    std::fprintf(stderr, "seed_store: there is no issuer %s\n", issuer);
    std::exit(1);
  }
  seeder.issuer = *found;
  for (long done = 0; done < certificates; done += kPerCommit) {
    TRY(database->write([&](store::Transaction& tx) -> chancery::Result<void> {
      for (long number = done; number < std::min(done + kPerCommit, certificates); ++number) {
        const auto row = seeder.certificate(number);
        TRY(store::CertificateRepository::insert(tx, row));
        if (number < revoked) {
          (void)TRY(store::RevocationRepository::revoke(tx, seeder.revocation(row)));
        }
      }
      return {};
    }));
  }
  return index(*database);
}

}  // namespace

int main(int count, char** words) {
  if (count != 5) {
    std::fprintf(stderr, "usage: seed_store STORE-URL ISSUER-NAME CERTIFICATES REVOKED\n");
    return 2;
  }
  const auto outcome = seed(words[1], words[2], std::atol(words[3]), std::atol(words[4]));
  if (!outcome) {
    std::fprintf(stderr, "seed_store: %s\n", outcome.error().log_line().c_str());
    return 1;
  }
  return 0;
}
