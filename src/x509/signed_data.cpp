#include "x509/signed_data.h"

#include "der/reader.h"
#include "der/writer.h"
#include "x509/algorithm_identifier.h"

namespace chancery::x509 {

Result<void> SignedData::verify(const crypto::PublicKey& signer) const {
  return signer.verify(TRY(parse_algorithm_identifier(algorithm_der)), tbs_der, signature);
}

Result<SignedData> parse_signed_data(BytesView der) {
  der::Reader outer(der);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  SignedData data;
  data.tbs_der = TRY(in.read_tlv(der::Tag::sequence));
  data.algorithm_der = TRY(in.read_tlv(der::Tag::sequence));
  TRY(der::check_der(data.algorithm_der));
  data.signature = TRY(in.bit_string_bytes());
  TRY(in.expect_end());
  return data;
}

Bytes assemble(BytesView tbs_der, crypto::SignatureAlgorithm algorithm, BytesView signature) {
  const SignedEnds ends = signed_ends(tbs_der.size(), algorithm, signature);
  Bytes out;
  out.reserve(ends.head.size() + tbs_der.size() + ends.tail.size());
  append(out, ends.head);
  append(out, tbs_der);
  append(out, ends.tail);
  return out;
}

SignedEnds signed_ends(std::uint64_t tbs_size, crypto::SignatureAlgorithm algorithm,
                       BytesView signature) {
  der::Writer tail;
  tail.raw(algorithm_identifier(algorithm));
  tail.bit_string(signature);
  return {der::header(der::Tag::sequence, tbs_size + tail.size()), tail.take()};
}

}  // namespace chancery::x509
