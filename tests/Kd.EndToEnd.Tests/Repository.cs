using System.Reflection;

namespace Kd.EndToEnd.Tests;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration of the projects under <c>src</c> that the tests use.</summary>
    public static string Configuration { get; } =
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static string Sample => Path.Combine(Root, "samples", "Digits");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kd.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not in the repository.");
        }

        return folder.FullName;
    }
}
