namespace Kd.EndToEnd.Tests;

/// <summary>The packages as somebody gets them who has never seen the repository.</summary>
public sealed class PackageTests(Packages packages) : IClassFixture<Packages>
{
    private const string Short = "-p:KdEpochs=2";
    private const string ShortTeacher = "-p:KdSet=LargeModel/train.epochs=2";

    // As in the template: without these, libtorch is copied into every output.
    private const string ForThisMachine = """
        <RuntimeIdentifier>$(NETCoreSdkRuntimeIdentifier)</RuntimeIdentifier>
        <SelfContained>false</SelfContained>
        <CreateSymbolicLinksForCopyLocalIfPossible>true</CreateSymbolicLinksForCopyLocalIfPossible>
        <Nullable>enable</Nullable>
        <ImplicitUsings>enable</ImplicitUsings>
        """;

    [Fact]
    public void From_the_template_to_a_program_that_uses_its_student()
    {
        packages.New("Mein Modell ü");

        var built = packages.Dotnet("Mein Modell ü", "build");
        Assert.Contains("0 Warning(s)", built);
        var distilled = packages.Dotnet("Mein Modell ü", "build", "-t:Distill", "-c", "Debug");
        Assert.Contains("SmallModel: teacher ", distilled);
        Assert.Contains("0 Warning(s)", distilled);
        Assert.Contains("The distilled model says: the first point is of moon 0, the second of moon 1.", packages.Dotnet("Mein Modell ü", "run"));
    }

    [Fact]
    public void A_project_for_an_older_framework_is_told_so_in_place_of_classes_that_are_not_there()
    {
        packages.Write("Old/Old.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Kd" Version="{packages.Version}" /></ItemGroup>
            </Project>
            """);
        packages.Write("Old/Model.cs", "[Kd.Teacher] public sealed partial class Model { }");

        var said = packages.FailingDotnet("Old", "build");

        Assert.Contains("error KD1022: The project is for .NETStandard,Version=v2.0, and Kd is for .NET 8 and newer.", said);
        Assert.DoesNotContain("error CS", said);
        Assert.DoesNotContain("error NU", said);
    }

    [Fact]
    public void Without_a_backend_package_the_error_says_which_one_to_reference()
    {
        packages.New("NoBackend");
        var project = packages["NoBackend/NoBackend.csproj"];
        File.WriteAllLines(project, File.ReadAllLines(project).Where(line => !line.Contains("Include=\"TorchSharp-", StringComparison.Ordinal)));

        var said = packages.FailingDotnet("NoBackend", "build", "-t:Distill", Short, ShortTeacher);

        Assert.Contains("error KD1102: ", said);
        Assert.Contains("libc10.so was not found. Reference the package TorchSharp-cpu (or TorchSharp-cuda-linux for a GPU)", said);
        Assert.Contains("1 Error(s)", said);
    }

    [Fact]
    public void A_library_for_two_frameworks_and_a_program_with_versions_in_one_place()
    {
        packages.New("Whole/Models");
        File.Delete(packages["Whole/Models/Program.cs"]);
        packages.Write("Whole/Directory.Packages.props", packages.Versions);
        packages.Write("Whole/Models/Models.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
                {ForThisMachine}
              </PropertyGroup>
              <ItemGroup>{Packages.References}</ItemGroup>
            </Project>
            """);
        packages.Write("Whole/App/App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                {ForThisMachine}
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Models/Models.csproj" />
                <PackageReference Include="Kd.Data.Images" />
              </ItemGroup>
            </Project>
            """);
        packages.Write("Whole/App/Program.cs", """
            using var model = Models.SmallModel.LoadDistilled();
            Console.WriteLine($"{model.parameters().Sum(p => p.numel())} parameters");
            using var image = Kd.Data.ImageFolder.Open("images", height: 2, width: 2).Read(TorchSharp.torch.arange(1)).Images;
            Console.WriteLine($"an image of {string.Join(" x ", image.shape)}");
            """);
        packages.Write("Whole/App/images/dot/1.gif", "GIF89a\u0001\0\u0001\0\0\0\0,\0\0\0\0\u0001\0\u0001\0\0\u0002\u0002D\u0001\0;");

        Assert.Contains("SmallModel: teacher ", packages.Dotnet("Whole/Models", "build", "-c", "Release", "-t:Distill", "-m", "-bl", Short, ShortTeacher));
        packages.Dotnet("Whole/App", "publish", "-c", "Release", "-o", "out");
        Assert.NotEmpty(Directory.GetFiles(packages["Whole/App/out"], "student.safetensors", SearchOption.AllDirectories));
        Assert.All((string[])["report.html", "predictions.json", "latency.json"], file => Assert.Empty(Directory.GetFiles(packages["Whole/App/out"], file, SearchOption.AllDirectories)));
        var said = packages.Dotnet("Whole/App", "out/App.dll");
        Assert.Contains("62 parameters", said);
        Assert.Contains("an image of 1 x 3 x 2 x 2", said);

        packages.Dotnet("Whole/Models", "clean", "-c", "Release", "-f", "net10.0");
        Assert.False(Directory.Exists(packages["Whole/Models/bin/Release/net10.0/linux-x64/distilled"]));
        Assert.True(Directory.Exists(packages["Whole/Models/.kd/SmallModel"]));
    }
}
