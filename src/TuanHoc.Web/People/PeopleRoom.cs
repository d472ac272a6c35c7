namespace TuanHoc.Web.People;

public static class PeopleRoom
{
    public static void AddPeopleRoom(this IServiceCollection services)
    {
        services.AddScoped<Invitations>();
        services.AddScoped<Joining>();
        services.AddScoped<RoleChanges>();
    }

    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        PeopleEndpoints.Map(app);
        AdministratorEndpoints.Map(app);
        InvitationEndpoints.Map(app);
        JoinEndpoints.Map(app);
        ImportEndpoints.Map(app);
        RoleEndpoints.Map(app);
        PasswordLinkEndpoints.Map(app);
    }
}
