using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Accounts;

public static class AccountServices
{
    /// <summary>Accounts of ASP.NET Core Identity with a cookie that holds as long as its row of <c>session</c>.</summary>
    public static void AddPeople(this IServiceCollection services)
    {
        var authentication = services.AddAuthentication(IdentityConstants.ApplicationScheme);
        authentication.AddIdentityCookies();
        OpenId.Add(services, authentication);
        services.ConfigureApplicationCookie(o =>
        {
            o.Cookie.Name = "tuanhoc";
            o.LoginPath = "/signin";
            o.ReturnUrlParameter = "back";
            o.ExpireTimeSpan = SessionCookie.Idle;
            o.EventsType = typeof(SessionCookie);
        });
        services.AddAuthorizationBuilder().SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new SecondFactorInTime()).Build());
        services.AddScoped<IAuthorizationHandler, SecondFactorHandler>();
        services.AddScoped<SecondFactorRule>();
        services.AddIdentityCore<Person>(o =>
        {
            o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            // Length is what makes a password strong; rules about signs only make people write it down.
            o.Password = new PasswordOptions { RequiredLength = PasswordRules.Shortest, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 4 };
        }).AddEntityFrameworkStores<AppDb>().AddSignInManager().AddDefaultTokenProviders().AddPasswordValidator<PasswordRules>().AddErrorDescriber<PersonErrors>();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = PersonPasswordHasher.Iterations);
        services.AddScoped<IPasswordHasher<Person>, PersonPasswordHasher>();
        services.AddScoped<PersonErrors>();
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            // The device must know its owner, or the passkey would be one factor alone; and it must find the passkey without being told a name.
            o.UserVerificationRequirement = "required";
            o.ResidentKeyRequirement = "required";
        });
        services.AddHttpContextAccessor();
        services.AddScoped<SessionCookie>();
        services.AddScoped<Entry>();
        services.AddScoped<Passwords>();
        services.AddScoped<PasswordLinks>();
        services.AddScoped<Attempts>();
        services.AddScoped<KnownDevice>();
        services.AddScoped<Halfway>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<OpenIdLink>();
        services.AddScoped<FirstAdministrator>();
    }
}
