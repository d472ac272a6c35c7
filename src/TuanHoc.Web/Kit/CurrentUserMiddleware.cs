namespace TuanHoc.Web.Kit;

public static class CurrentUserMiddleware
{
    /// <summary>Loads who is asking before any handler runs; after authentication.</summary>
    public static void UseCurrentUser(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.User.Identity is { IsAuthenticated: true })
            await http.RequestServices.GetRequiredService<CurrentUser>().LoadAsync(http.User, http.RequestAborted);
        await next(http);
    });
}
