using Microsoft.AspNetCore.Identity;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Accounts;

public static class AccountServices
{
    /// <summary>Accounts of ASP.NET Core Identity with a cookie; five wrong passwords lock for a quarter of an hour.</summary>
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(o =>
        {
            o.Cookie.Name = "tuanhoc";
            o.LoginPath = "/signin";
            o.ReturnUrlParameter = "back";
            o.ExpireTimeSpan = TimeSpan.FromDays(14);
        });
        services.AddAuthorization();
        services.AddIdentityCore<Person>(o =>
        {
            o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            o.Lockout.MaxFailedAccessAttempts = 5;
            o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            // Length is what makes a password strong; rules about signs only make people write it down.
            o.Password = new PasswordOptions { RequiredLength = 10, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 4 };
        }).AddEntityFrameworkStores<AppDb>().AddSignInManager().AddDefaultTokenProviders();
        services.AddScoped<FirstAdministrator>();
    }
}
