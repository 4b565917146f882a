using System.Diagnostics;

namespace Kd.EndToEnd.Tests;

/// <summary>The packages of this build in a feed of their own, and projects that have nothing but them.</summary>
public sealed class Packages : IDisposable
{
    // A version that NuGet has not seen: it never looks again at one that it has.
    private readonly string _version = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmssfff}";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kd päckages ");

    public Packages()
    {
        foreach (var project in (string[])["src/Kd/Kd.csproj", "src/Kd.Data.Images/Kd.Data.Images.csproj", "templates/Kd.Templates.csproj"])
        {
            RunIn(Repository.Root, "pack", project, "-c", Repository.Configuration, "-p:NoBuild=" + project.StartsWith("src").ToString(), "-o", Feed, $"-p:PackageVersion={_version}");
        }

        File.WriteAllText(this["nuget.config"], $"""<configuration><packageSources><add key="kd" value="{Feed}" /></packageSources></configuration>""");
        RunIn(_folder.FullName, ["new", "install", Directory.GetFiles(Feed, "Kd.Templates.*").Single(), .. Hive]);
    }

    /// <summary>A path in the folder that the projects are in.</summary>
    public string this[string path] => Path.Combine(_folder.FullName, path);

    /// <summary>The version of the packages.</summary>
    public string Version => _version;

    /// <summary>The references to the packages that a project of a user has, without their versions.</summary>
    public static string References => """<PackageReference Include="Kd" /><PackageReference Include="TorchSharp-cpu" />""";

    /// <summary>The versions that belong to <see cref="References"/>, as a solution has them in one place.</summary>
    public string Versions => $"""
        <Project>
          <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
          <ItemGroup>
            <PackageVersion Include="Kd" Version="{_version}" />
            <PackageVersion Include="Kd.Data.Images" Version="{_version}" />
            <PackageVersion Include="TorchSharp-cpu" Version="0.107.0" />
          </ItemGroup>
        </Project>
        """;

    private string Feed => this["feed"];

    private string[] Hive => ["--debug:custom-hive", this["hive"]];

    /// <summary>Makes a project of the template.</summary>
    /// <param name="name">Its name, and that of its folder.</param>
    public void New(string name) => RunIn(_folder.FullName, ["new", "kd", "-o", name, "--kdVersion", _version, .. Hive]);

    /// <summary>Writes a file.</summary>
    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], text);
    }

    /// <summary>Runs <c>dotnet</c> in a folder of the projects', and demands that it succeeds.</summary>
    /// <returns>What it said.</returns>
    public string Dotnet(string folder, params string[] arguments) => RunIn(this[folder], arguments);

    /// <summary>Runs <c>dotnet</c> in a folder of the projects', and demands that it fails.</summary>
    /// <returns>What it said.</returns>
    public string FailingDotnet(string folder, params string[] arguments)
    {
        var (exitCode, output) = Finish(this[folder], "dotnet", arguments);
        Assert.True(exitCode != 0, output);
        return output;
    }

    /// <summary>Runs commands of a shell in a folder of the projects', one after the other, and demands that all succeed.</summary>
    /// <returns>What they said.</returns>
    public string Shell(string folder, string commands) => Run(this[folder], "sh", "-ec", commands);

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var unpacked in new[] { "kd", "kd.data.images" }.Select(package => Path.Combine(cache, package, _version)).Where(Directory.Exists))
        {
            Directory.Delete(unpacked, recursive: true);
        }
    }

    private static string RunIn(string folder, params string[] arguments) => Run(folder, "dotnet", arguments);

    private static string Run(string folder, string program, params string[] arguments)
    {
        var (exitCode, output) = Finish(folder, program, arguments);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)}: {exitCode}\n{output}");
        return output;
    }

    private static (int ExitCode, string Output) Finish(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        SampleProject.ForgetTestRunner(start);

        // A node that stays would keep the output open, and the assembly of the tasks.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return Programs.Finish(start);
    }
}
