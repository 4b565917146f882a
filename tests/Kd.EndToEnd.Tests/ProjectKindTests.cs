namespace Kd.EndToEnd.Tests;

/// <summary>Other projects than one program with one student, and builds of several.</summary>
public sealed class ProjectKindTests : IDisposable
{
    private readonly SampleProject _project = TrainedSample.Project.Clone();

    [Fact]
    public void Two_projects_in_parallel_with_a_binary_log()
    {
        using var other = TrainedSample.Project.Clone();
        _project.AddAround("All.proj", $"""
            <Project>
              <Target Name="Distill">
                <MSBuild Projects="{_project.ProjectFile};{other.ProjectFile}" Targets="Distill" BuildInParallel="true" />
              </Target>
            </Project>
            """);
        var log = Path.Combine(_project.Around, "all.binlog");
        var result = _project.DistillOnly(Path.Combine(_project.Around, "All.proj"), "-m:2", $"-bl:{log}", "-p:KdBaseline=false", "-p:KdSeed=3").Succeeded();

        Assert.Equal(["DigitsStudent", "DigitsStudent"], result.Trained);
        Assert.Equal(_project.Weights(), other.Weights());
        Assert.InRange(new FileInfo(log).Length, 1000, long.MaxValue);
    }

    [Fact]
    public void A_program_uses_the_students_of_a_library()
    {
        File.Move(Path.Combine(_project.Folder, "Program.cs"), Path.Combine(Directory.CreateDirectory(Path.Combine(_project.Around, "App")).FullName, "Program.cs"));
        _project.Edit("Digits.csproj", "<OutputType>Exe</OutputType>", "<OutputType>Library</OutputType>");
        var app = _project.AddAround("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Digits/Digits.csproj" />
              </ItemGroup>
            </Project>
            """);

        var library = _project.Distill("-p:KdBaseline=false", "-p:KdSeed=3").Succeeded();
        Assert.Contains("DigitsStudent", library.Trained);
        _project.Build(app).Succeeded();
        _project.Build(app, "-t:ComputeResolvedFilesToPublishList", "-getItem:ResolvedFileToPublish", $"-getResultOutputFile:{app}.json").Succeeded();
        Assert.Contains("\"RelativePath\": \"distilled/DigitsStudent/student.safetensors\"", File.ReadAllText($"{app}.json"));
        Assert.DoesNotContain("tfevents", File.ReadAllText($"{app}.json"));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(app)!, "*tfevents*", SearchOption.AllDirectories));
        var (exitCode, output) = SampleProject.Run(Directory.GetFiles(Path.GetDirectoryName(app)!, "App.dll", SearchOption.AllDirectories).Single(path => path.Contains("bin")));

        Assert.Equal((0, true), (exitCode, output.Contains("The distilled student reads")));
    }

    [Fact]
    public void Two_students_in_one_project()
    {
        var student = File.ReadAllText(Path.Combine(_project.Folder, "DigitsStudent.cs"));
        _project.Add("ThinStudent.cs", student.Replace("DigitsStudent", "ThinStudent").Replace("Seed = 7", "Seed = 8"));
        Assert.Equal(["ThinStudent"], _project.Distill("-p:KdBaseline=false").Succeeded().Trained);
        Assert.True(File.Exists(Path.Combine(_project.Output, "distilled", "ThinStudent", "student.safetensors")));

        _project.Edit("ThinStudent.cs", "Temperature = 4", "Temperature = 5");
        Assert.Equal(["ThinStudent"], _project.Distill("-p:KdBaseline=false").Succeeded().Trained);

        Assert.Equal(["DigitsStudent"], _project.DistillOnly("-p:KdBaseline=false", "-p:KdSeed=3", "-p:KdStudent=DigitsStudent").Succeeded().Trained);
        Assert.Equal(["ThinStudent"], _project.DistillOnly("-p:KdBaseline=false", "-p:KdSeed=3", "-p:KdStudent=ThinStudent DigitsStudent").Succeeded().Trained);
    }

    [Fact]
    public void A_solution_distils_those_of_its_projects_that_have_students()
    {
        _project.AddAround("Plain/Directory.Build.targets", "<Project />");
        _project.AddAround("Plain/Plain.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        var solution = _project.AddAround("All.slnx", "<Solution><Project Path=\"Digits/Digits.csproj\" /><Project Path=\"Plain/Plain.csproj\" /></Solution>");

        var error = _project.Distill(solution).FailedWith("MSB4057");
        Assert.Equal(("Plain.csproj", true), (error.File, error.Text.Contains("\"Distill\"")));

        // As docs/distill.md has it.
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "distill.md"));
        var begin = page.IndexOf("<Project>", page.IndexOf("`Directory.Solution.targets`"));
        _project.AddAround("Directory.Solution.targets", page[begin..page.IndexOf("```", begin)]);
        Assert.Equal(["DigitsStudent"], _project.Distill(solution, "-p:KdBaseline=false", "-p:KdSeed=3").Succeeded().Trained);
    }

    public void Dispose() => _project.Dispose();
}
