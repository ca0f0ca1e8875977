// The ids of everything that is stored. An id is made by base's IdSource and never used again.
#pragma once

#include "base/id.h"

namespace chancery::model {

struct Issuer;
struct IssuedCertificate;
struct Account;
struct Application;
struct Authorization;

/// An empty id (value 0) means "none" and is stored as NULL.
using IssuerId = Id<Issuer>;
using CertificateId = Id<IssuedCertificate>;
using AccountId = Id<Account>;
using ApplicationId = Id<Application>;
using AuthorizationId = Id<Authorization>;

}  // namespace chancery::model
