#include "linter/process_linter.h"

#include <algorithm>

#include "linter/answers.h"
#include "linter/errors.h"
#include "observe/log.h"

namespace chancery::linter {
namespace {

const observe::Log kLog("linter");

constexpr int kFailuresBeforeRest = 3;
constexpr int kMostDoublings = 7;
constexpr Duration kShortestRest = std::chrono::milliseconds(250);
constexpr Duration kLongestRest = std::chrono::seconds(30);

std::uint8_t letter_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::certificate:
      return 'c';
    case DocumentKind::crl:
      return 'l';
    case DocumentKind::ocsp_response:
      return 'o';
  }
  return 0;
}

// What tools/zlint-sidecar/request.go reads.
Bytes request_of(const Document& document) {
  Bytes request;
  request.reserve(2 + document.der.size());
  request.push_back(letter_of(document.kind));
  request.push_back(policy::is_public(document.set) ? 'p' : 'r');
  append(request, document.der);
  return request;
}

}  // namespace

Result<ProcessLinter::ChildPtr> ProcessLinter::take(net::Deadline deadline) {
  {
    std::unique_lock lock(mutex_);
    if (MonotonicClock::now() < rest_until_) {
      return fail(kLinterResting, "linter", name_);
    }
    if (!changed_.wait_until(lock, deadline.at(),
                             [&] { return !idle_.empty() || alive_ < size_; })) {
      return fail(kLinterTimeout, "linter", name_);
    }
    if (!idle_.empty()) {
      ChildPtr child = std::move(idle_.back());
      idle_.pop_back();
      return child;
    }
    ++alive_;
  }
  auto child = Child::start(program_, deadline);
  if (!child) {
    leave_place(true);
  }
  return child;
}

void ProcessLinter::give_back(ChildPtr child) {
  {
    const std::lock_guard lock(mutex_);
    failures_ = 0;
    idle_.push_back(std::move(child));
  }
  changed_.notify_one();
}

void ProcessLinter::drop(ChildPtr child) {
  child.reset();  // waits for its end, so not under the lock
  leave_place(true);
}

void ProcessLinter::leave_place(bool failed) {
  {
    const std::lock_guard lock(mutex_);
    --alive_;
    if (failed && ++failures_ >= kFailuresBeforeRest) {
      const int doublings = std::min(failures_ - kFailuresBeforeRest, kMostDoublings);
      rest_until_ =
          MonotonicClock::now() + std::min(kShortestRest * (1 << doublings), kLongestRest);
    }
  }
  changed_.notify_one();
}

Result<std::vector<Finding>> ProcessLinter::look_once(BytesView request, net::Deadline deadline) {
  ChildPtr child = TRY(take(deadline));
  const auto answer = child->exchange(request, deadline);
  auto findings = answer ? parse_sidecar_answer(as_text(*answer), name_)
                         : Result<std::vector<Finding>>(std::unexpected(answer.error()));
  if (!findings) {
    kLog.warning("an outside linter failed and is started anew",
                 {{"linter", name_}, {"error", observe::log_text(findings.error())}});
    drop(std::move(child));
    return findings;
  }
  give_back(std::move(child));
  return findings;
}

Result<std::vector<Finding>> ProcessLinter::look(const Document& document, net::Deadline deadline) {
  const Bytes request = request_of(document);
  auto findings = look_once(request, deadline);
  // Its process may have died since it was last asked: that is no answer about this document.
  if (!findings && !findings.error().is(kLinterResting) && !deadline.passed()) {
    findings = look_once(request, deadline);
  }
  return findings;
}

Result<Version> ProcessLinter::version(net::Deadline deadline) {
  ChildPtr child = TRY(take(deadline));
  Version version = child->version();
  give_back(std::move(child));
  return version;
}

}  // namespace chancery::linter
