// What our lints cost for one TLS certificate. Prints one JSON object.
//
//   lint_bench [ROUNDS]
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "lint/run.h"
#include "lint/testing/sample.h"

namespace {

// CPU time, so that it does not matter who else is working on this machine.
double microseconds_of_this_thread() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

}  // namespace

int main(int count, char** words) {
  using namespace chancery;  // NOLINT(google-build-using-namespace): a program of one page
  const int rounds = count > 1 ? std::atoi(words[1]) : 20'000;
  const auto sample = lint::testing::tls_leaf();
  const Bytes body = sample.tbs();
  const Bytes issuer = lint::testing::encode_name(sample.issuer);
  const policy::NameRules names(sample.set, policy::PublicSuffixList::load().value());
  const lint::Context context{
      .kind = sample.kind,
      .set = sample.set,
      .at = sample.at,
      .issuer = {issuer, sample.issuer_key_id, sample.issuer_spki, sample.issuer_end},
      .names = &names};
  const int lints = lint::run(body, context).lints_run;
  const double began = microseconds_of_this_thread();
  std::size_t findings = 0;
  for (int i = 0; i < rounds; ++i) {
    findings += lint::run(body, context).findings.size();
  }
  const double took = microseconds_of_this_thread() - began;
  std::printf("{\"lint_tls_us\": %.2f, \"lints\": %d, \"findings\": %zu}\n", took / rounds, lints,
              findings);
  return 0;
}
