using System.Diagnostics;
using System.Runtime.CompilerServices;
using Kd.RoslynHost;

namespace Kd.Generators.Tests.Mutations;

/// <summary>The generator and the analyzers load in the oldest Roslyn and in the one of the SDK, and say and write the same in both.</summary>
public class HostTests
{
    private static readonly string _analyzers = typeof(DistillationGenerator).Assembly.Location;

    // One mutation of each id is enough to see that it is told.
    private static IEnumerable<(string Name, SuiteProgram Program)> Programs =>
        SuiteProgram.Names.Select(name => (name, SuiteProgram.Right(name))).Concat(MutationAttribute.All.DistinctBy(m => m.Id).Select(m => (m.Id, m.Wrong)));

    [Fact]
    public async Task The_oldest_host_and_the_newest_make_the_same_of_every_program()
    {
        var folder = Directory.CreateTempSubdirectory("kd-hosts");
        try
        {
            foreach (var (name, program) in Programs)
            {
                var sources = folder.CreateSubdirectory(name);
                foreach (var (file, i) in program.Files.Select((file, i) => (file, i)))
                {
                    await File.WriteAllTextAsync(Path.Combine(sources.FullName, $"{i}.cs"), file);
                }
            }

            var (roslyn, loaded) = await RunOldest(folder.FullName);
            var newest = new Host(_analyzers, Compilations.References);

            Assert.Equal("4.8.0.0", roslyn);
            Assert.Equal(new Version(5, 9), new(Host.Roslyn.Major, Host.Roslyn.Minor));
            Assert.Equal(newest.Loaded, loaded);
            Assert.Equal(Suite.Analyzers.Length + 1, loaded.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
            foreach (var (name, program) in Programs)
            {
                Assert.Equal(await newest.Describe(program.Files), await File.ReadAllTextAsync(Path.Combine(folder.FullName, name + ".txt")));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(string Roslyn, string Loaded)> RunOldest(string folder)
    {
        var references = Path.Combine(folder, "references");
        await File.WriteAllLinesAsync(references, Compilations.References);
        var host = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "Kd.RoslynHost", Path.GetRelativePath(Path.Combine(Path.GetDirectoryName(Here())!, ".."), AppContext.BaseDirectory), "Kd.RoslynHost.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [host, _analyzers, references, folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        var lines = output.Split('\n', 2);
        return (lines[0], lines[1]);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
