// What the store costs per certificate: intent, certificate, names and audit leaf, in the two
// commits that an issuance makes, from many threads at once. Prints server CPU (user and system
// time of this process), not wall time.
//
//   store_bench [--url sqlite:PATH] [--threads 32] [--count 20000] [--prefill 0] [--random-serials]
//               [--async] [--revocations 0]
//
// With --revocations it measures instead how long a CRL's entries take to read, and the database to
// open again.
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <semaphore>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

#include "audit/log.h"
#include "model/new_serial.h"
#include "store/certificate_repository.h"
#include "store/intent_log.h"
#include "store/revocation_repository.h"

namespace chancery {
namespace {

struct Settings {
  std::string url = "sqlite:/tmp/chancery-store-bench.db";
  int threads = 32;
  int count = 20'000;
  int prefill = 0;
  int revocations = 0;
  bool random_serials = false;
  bool async = false;
};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long resident_kb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

class Bench final {
 public:
  explicit Bench(const Settings& settings)
      : settings_(settings),
        db_(store::Database::open(settings.url).value()),
        ids_(clock_, random_),
        intents_(*db_, ids_, "bench"),
        log_(*db_) {}

  void prefill() {
    for (int done = 0; done < settings_.prefill; done += kAtOnce) {
      const auto stored = db_->write([&](store::Transaction& tx) -> Result<void> {
        for (int i = 0; i < kAtOnce; ++i) {
          TRY(store_certificate(tx, make(next_++)));
        }
        return {};
      });
      if (!stored) {
        fmt::print(stderr, "{}\n", stored.error().log_line());
        std::exit(1);
      }
    }
  }

  void measure() {
    const auto before = db_->statistics();
    const double cpu = cpu_seconds();
    const auto start = std::chrono::steady_clock::now();
    settings_.async ? issue_async() : issue_from_threads();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    const double used = cpu_seconds() - cpu;
    const auto after = db_->statistics();
    fmt::print(
        "stored before {:>8}   CPU {:6.1f} us   {:8.0f} per second   {:5.1f} units per commit   "
        "{} reruns   {} MB\n",
        settings_.prefill, used / settings_.count * 1e6, settings_.count / wall.count(),
        static_cast<double>(after.units - before.units) /
            static_cast<double>(after.commits - before.commits),
        after.reruns - before.reruns, resident_kb() / 1024);
  }

  void measure_crl() {
    for (int done = 0; done < settings_.revocations; done += kAtOnce) {
      check(db_->write([&](store::Transaction& tx) -> Result<void> {
        for (int i = 0; i < kAtOnce; ++i) {
          TRY(store::RevocationRepository::revoke(tx, make_revocation()));
        }
        return {};
      }));
    }
    std::int64_t octets = 0;
    const double cpu = cpu_seconds();
    const double streaming = seconds_of([&] {
      check(db_->read([&](store::Snapshot& s) {
        return store::RevocationRepository::for_crl(
            s, model::IssuerId(1), 0, clock_.now(),
            [&](const model::Revocation& r) { octets += std::ssize(r.serial.bytes()); });
      }));
    });
    const double streaming_cpu = cpu_seconds() - cpu;
    const double opening = seconds_of([&] { (void)store::Database::open(settings_.url).value(); });
    fmt::print("{} revocations: read in {:.3f} s ({:.3f} s CPU), opened in {:.4f} s, {} MB\n",
               octets / x509::Serial::kMaxSize, streaming, streaming_cpu, opening,
               resident_kb() / 1024);
  }

 private:
  static constexpr int kAtOnce = 1'000;

  static double seconds_of(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

  model::Revocation make_revocation() {
    model::Revocation r;
    r.issuer = model::IssuerId(1);
    r.serial = make_serial();
    r.revoked_at = clock_.now();
    r.reason = x509::RevocationReason::superseded;
    r.certificate_expires = r.revoked_at + std::chrono::hours(24 * 90);
    r.change = ids_.next_value();
    return r;
  }

  model::IssuedCertificate make(int number) {
    model::IssuedCertificate c;
    c.id = ids_.next<model::CertificateId>();
    c.issuer = model::IssuerId(1);
    c.serial = make_serial();
    c.profile = "private-server";
    c.not_before = clock_.now();
    c.not_after = c.not_before + std::chrono::hours(24 * 90);
    random_.fill(c.spki_hash);
    c.names = {{model::NameType::dns, fmt::format("host-{}.bench.test", number)}};
    c.owner = model::AccountId(7);
    c.der.assign(700, 0x30);
    return c;
  }

  x509::Serial make_serial() {
    return settings_.random_serials ? x509::Serial::random(random_)
                                    : model::new_serial(clock_.now(), random_);
  }

  Result<void> store_certificate(store::Transaction& tx, model::IssuedCertificate c) {
    c.audit_leaf = TRY(log_.append(
        tx,
        {clock_.now(), "certificate.issued", "api:0abcdefghijkl", "certificate:" + to_text(c.id),
         audit::Outcome::done,
         R"({"profile":"private-server","rules":["BR 7.1.2.7","BR 6.3.2"],"caa":"none","names":1})"}));
    return store::CertificateRepository::insert(tx, c);
  }

  void issue_from_threads() {
    std::atomic<int> left{settings_.count};
    std::vector<std::thread> threads;
    for (int i = 0; i < settings_.threads; ++i) {
      threads.emplace_back([&] {
        while (left.fetch_sub(1) > 0) {
          issue(make(next_++));
        }
      });
    }
    for (auto& thread : threads) {
      thread.join();
    }
  }

  void issue(const model::IssuedCertificate& c) {
    const model::Intent intent{c.issuer, c.serial, Bytes(600, 0x30)};
    const auto key = db_->write([&](store::Transaction& tx) -> Result<model::IntentKey> {
      return intents_.record(tx, intent);
    });
    const auto stored = db_->write([&](store::Transaction& tx) -> Result<void> {
      intents_.close(tx, *key);
      return store_certificate(tx, c);
    });
    check(stored);
  }

  void issue_async() {
    std::counting_semaphore<> slots(settings_.threads);
    for (int i = 0; i < settings_.count; ++i) {
      slots.acquire();
      start(make(next_++), slots);
    }
    for (int i = 0; i < settings_.threads; ++i) {
      slots.acquire();
    }
  }

  void start(model::IssuedCertificate c, std::counting_semaphore<>& slots) {
    model::Intent intent{c.issuer, c.serial, Bytes(600, 0x30)};
    db_->write_async(
        [this, intent = std::move(intent)](store::Transaction& tx) -> Result<model::IntentKey> {
          return intents_.record(tx, intent);
        },
        [this, &slots, c = std::move(c)](Result<model::IntentKey> key) mutable {
          db_->write_async(
              [this, c = std::move(c), key = *key](store::Transaction& tx) -> Result<void> {
                intents_.close(tx, key);
                return store_certificate(tx, c);
              },
              [&slots](Result<void> stored) {
                check(stored);
                slots.release();
              });
        });
  }

  static void check(const Result<void>& stored) {
    if (!stored) {
      fmt::print(stderr, "{}\n", stored.error().log_line());
      std::exit(1);
    }
  }

  Settings settings_;
  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<store::Database> db_;
  IdSource ids_;
  store::IntentLog intents_;
  audit::Log log_;
  std::atomic<int> next_{0};
};

Settings parse(int count, char** words) {
  Settings settings;
  const std::map<std::string_view, int*> numbers{{"--threads", &settings.threads},
                                                 {"--count", &settings.count},
                                                 {"--prefill", &settings.prefill},
                                                 {"--revocations", &settings.revocations}};
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (const auto at = numbers.find(word); at != numbers.end() && i + 1 < count) {
      *at->second = std::atoi(words[++i]);
    } else if (word == "--url" && i + 1 < count) {
      settings.url = words[++i];
    } else if (word == "--random-serials") {
      settings.random_serials = true;
    } else if (word == "--async") {
      settings.async = true;
    }
  }
  return settings;
}

void remove_file(const std::string& url) {
  if (url.starts_with("sqlite:")) {
    for (const char* ending : {"", "-wal", "-shm"}) {
      std::filesystem::remove(url.substr(7) + ending);
    }
  }
}

}  // namespace
}  // namespace chancery

int main(int count, char** words) {
  const auto settings = chancery::parse(count, words);
  chancery::remove_file(settings.url);
  {
    chancery::Bench bench(settings);
    bench.prefill();
    if (settings.revocations > 0) {
      bench.measure_crl();
    } else {
      bench.measure();
    }
  }
  chancery::remove_file(settings.url);
}
