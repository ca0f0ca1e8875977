#include "x509/crl_writer.h"

#include "x509/algorithm_identifier.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

constexpr std::size_t kFlushAt = 64 * 1024;
constexpr std::size_t kLargestEntry = 128;

// version, signature, issuer, thisUpdate, nextUpdate
void write_start(der::Writer& w, const CrlHead& head) {
  w.integer(1);  // v2
  w.raw(algorithm_identifier(head.algorithm));
  w.raw(head.issuer.der());
  w.time(head.this_update);
  w.time(head.next_update);
}

Bytes extensions_der(const CrlHead& head) {
  der::Writer w;
  if (!head.extensions.empty()) {
    w.context(0, [&] { head.extensions.write(w); });
  }
  return w.take();
}

}  // namespace

Extension crl_number_extension(std::uint64_t number) {
  Bytes magnitude;
  for (int shift = 56; shift >= 0; shift -= 8) {
    magnitude.push_back(static_cast<std::uint8_t>(number >> static_cast<unsigned>(shift)));
  }
  der::Writer w(16);
  w.unsigned_integer(magnitude);
  return {kCrlNumber, false, w.take()};
}

void CrlSize::add(const CrlEntry& like, std::uint64_t count) {
  bytes_ += like.encoded_size() * count;
  count_ += count;
}

CrlWriter::CrlWriter(const CrlHead& head, const CrlSize& size, ByteSink sink)
    : sink_(std::move(sink)),
      buffer_(kFlushAt + kLargestEntry),
      tail_(extensions_der(head)),
      expected_entry_bytes_(size.bytes()) {
  der::Writer start;
  write_start(start, head);
  const Bytes entries_header = size.bytes() == 0
                                   ? Bytes()  // RFC 5280 section 5.1.2.6: absent, not empty
                                   : der::header(der::Tag::sequence, size.bytes());
  const std::size_t content = start.size() + entries_header.size() + size.bytes() + tail_.size();
  tbs_size_ = der::header_size(content) + content;
  buffer_.raw(der::header(der::Tag::sequence, content));
  buffer_.raw(start.view());
  buffer_.raw(entries_header);
}

Result<void> CrlWriter::add(const CrlEntry& entry) {
  const std::size_t before = buffer_.size();
  entry.write(buffer_);
  entry_bytes_ += buffer_.size() - before;
  if (entry_bytes_ > expected_entry_bytes_) {
    return fail(kCrlSizeBroken, "expected_bytes", std::to_string(expected_entry_bytes_));
  }
  return buffer_.size() < kFlushAt ? Result<void>() : flush();
}

Result<std::uint64_t> CrlWriter::finish() {
  if (entry_bytes_ != expected_entry_bytes_) {
    return fail(kCrlSizeBroken, {{"expected_bytes", std::to_string(expected_entry_bytes_)},
                                 {"seen_bytes", std::to_string(entry_bytes_)}});
  }
  buffer_.raw(tail_);
  TRY(flush());
  return tbs_size_;
}

Result<void> CrlWriter::flush() {
  auto taken = sink_(buffer_.view());
  buffer_.clear();
  return taken;
}

Result<Bytes> encode_tbs_crl(const CrlHead& head, std::span<const CrlEntry> entries) {
  CrlSize size;
  for (const CrlEntry& entry : entries) {
    size.add(entry);
  }
  Bytes out;
  CrlWriter writer(head, size, [&](BytesView bytes) -> Result<void> {
    append(out, bytes);
    return {};
  });
  out.reserve(writer.tbs_size());
  for (const CrlEntry& entry : entries) {
    TRY(writer.add(entry));
  }
  TRY(writer.finish());
  return out;
}

}  // namespace chancery::x509
