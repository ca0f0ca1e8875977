#include "x509/pkcs7.h"

#include "der/writer.h"
#include "x509/oids.h"

namespace chancery::x509 {

Bytes pkcs7_certs_only(std::span<const BytesView> certificate_ders) {
  der::Writer w(4096);
  w.sequence([&] {  // ContentInfo
    w.oid(kPkcs7SignedData);
    w.context(0, [&] {
      w.sequence([&] {    // SignedData
        w.integer(1);     //   version
        w.set([] {});     //   digestAlgorithms
        w.sequence([&] {  //   encapContentInfo, without content
          w.oid(kPkcs7Data);
        });
        w.context(0, [&] {  // certificates [0] IMPLICIT
          for (const BytesView certificate : certificate_ders) {
            w.raw(certificate);
          }
        });
        w.set([] {});  //   signerInfos
      });
    });
  });
  return w.take();
}

}  // namespace chancery::x509
