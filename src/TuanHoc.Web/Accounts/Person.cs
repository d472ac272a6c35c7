using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TuanHoc.Web.Accounts;

/// <summary>Someone who signs in. Never shared between people.</summary>
public sealed class Person : IdentityUser<long>
{
    public string FullName { get; set; } = "";

    /// <summary>Administers the whole: opens editions, sees every unit.</summary>
    public bool IsAdministrator { get; set; }

    /// <summary>One of the people of the sample data, listed on the sign-in page in sample mode.</summary>
    public bool IsSample { get; set; }
}

sealed class PersonMap : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("person");
        person.Property(p => p.FullName).HasMaxLength(200);
    }
}

sealed class PersonClaimMap : IEntityTypeConfiguration<IdentityUserClaim<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> claim) => claim.ToTable("person_claim");
}

sealed class PersonLoginMap : IEntityTypeConfiguration<IdentityUserLogin<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> login) => login.ToTable("person_login");
}

sealed class PersonTokenMap : IEntityTypeConfiguration<IdentityUserToken<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<long>> token) => token.ToTable("person_token");
}

sealed class PersonPasskeyMap : IEntityTypeConfiguration<IdentityUserPasskey<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<long>> passkey) => passkey.ToTable("person_passkey");
}
