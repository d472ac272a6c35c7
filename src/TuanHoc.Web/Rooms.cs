using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.WebEncoders;
using Npgsql;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web;

/// <summary>What the rooms need and where they are: the one list of them.</summary>
public static class Rooms
{
    public static void AddRooms(this IServiceCollection services)
    {
        services.AddDbContextPool<AppDb>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddScoped<CurrentUser>();
        services.AddRazorComponents();
        services.AddAntiforgery(o => o.Cookie.Name = "tuanhoc.form");
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RequestLocalizationOptions>(o =>
        {
            o.SetDefaultCulture("vi-VN");
            o.SupportedCultures = [Vn.Culture];
            o.SupportedUICultures = [CultureInfo.GetCultureInfo("vi"), CultureInfo.GetCultureInfo("en")];
            o.DefaultRequestCulture = new RequestCulture("vi-VN", "vi");
            o.RequestCultureProviders = [new CookieRequestCultureProvider()];
        });
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
            o.Password = new PasswordOptions { RequiredLength = 10, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 4 };
        }).AddEntityFrameworkStores<AppDb>().AddSignInManager().AddDefaultTokenProviders();
        services.AddScoped<FirstAdministrator>();
    }

    public static void MapRooms(this WebApplication app)
    {
        var pages = app.MapGroup("").RequireAuthorization().WithMetadata(new Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute(required: true));
        pages.WithMetadata(app.Assets());
        pages.MapAccounts();
        pages.MapEditions();
    }
}
