using System.Diagnostics;
using System.IO.Compression;

namespace Kd.EndToEnd.Tests;

/// <summary>A copy of a sample, mostly that of the digits, in a folder of its own, which the real <c>dotnet build</c> builds.</summary>
internal sealed class SampleProject : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);
    private static readonly string[] _leftOut = ["bin", "obj"];

    private const string NoBuild = "-p:NoBuild=true";

    // Two epochs say as much about the build as sixty.
    private static readonly string[] _twoEpochs = ["-p:KdEpochs=2", "-p:KdSet=DigitsTeacher/train.epochs=2"];

    private readonly string _name;
    private readonly string[] _short;

    // Project files alone decide what is restored.
    private bool _isRestored;

    private SampleProject(string original, string[] @short)
    {
        (_name, _short) = (Path.GetFileName(original), @short);

        // A path that a careless script would trip over.
        Folder = Path.Combine(Path.GetTempPath(), $"kd tést {Guid.NewGuid():n}", _name);
        Copy(original, Folder);
        if (original.StartsWith(Repository.Root, StringComparison.Ordinal) && Directory.Exists(Store))
        {
            // What a developer has distilled there is none of a test's business.
            Directory.Delete(Store, recursive: true);
        }

        if (File.ReadAllText(ProjectFile).Contains("../Digits/", StringComparison.Ordinal))
        {
            CopyDigits(Path.Combine(Path.GetDirectoryName(original)!, "Digits"), Path.Combine(Around, "Digits"));
        }

        var samples = Path.Combine(Repository.Root, "samples");
        File.WriteAllText(Path.Combine(Around, "Directory.Build.props"), Import(Path.Combine(samples, "Directory.Build.props")));
        File.WriteAllText(Path.Combine(Around, "Directory.Build.targets"), Import(Path.Combine(samples, "Directory.Build.targets")));
        File.WriteAllText(Path.Combine(Around, "Directory.Packages.props"), Import(Path.Combine(Repository.Root, "Directory.Packages.props")));
    }

    public string Folder { get; }

    /// <summary>The folder around the project's, for what belongs to the same test.</summary>
    public string Around => Path.GetDirectoryName(Folder)!;

    /// <summary>The project file.</summary>
    public string ProjectFile => Path.Combine(Folder, $"{_name}.csproj");

    /// <summary>The folder that keeps results.</summary>
    public string Store => Path.Combine(Folder, ".kd");

    /// <summary>Variables that builds, and so the trainers, get.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Where <c>Distill</c> leaves the results of the digits' student.</summary>
    public string Results => ResultsOf("DigitsStudent");

    public string Output => Directory.GetDirectories(Path.Combine(Folder, "bin", Repository.Configuration, "net10.0")).Single();

    private string Program => Path.Combine(Output, $"{_name}.dll");

    /// <summary>A copy of the sample as it is in the repository.</summary>
    public static SampleProject Fresh() => new(Repository.Sample, _twoEpochs);

    /// <summary>A copy of another sample.</summary>
    /// <param name="sample">Its name.</param>
    /// <param name="short">The properties that give its stages few epochs.</param>
    public static SampleProject CopyOf(string sample, params string[] @short) => new(Path.Combine(Repository.Root, "samples", sample), @short);

    /// <summary>
    /// A copy of this copy, built and restored as this one is, with its results: those in the store and those beside the program.
    /// </summary>
    public SampleProject Clone()
    {
        var clone = new SampleProject(Folder, _short) { _isRestored = true };
        Copy(Path.Combine(Folder, "bin"), Path.Combine(clone.Folder, "bin"));

        // What NuGet has written, but not what the compiler has: a list of the files that were built, to be cleaned, has their whole paths.
        CopyFiles(Path.Combine(Folder, "obj"), Path.Combine(clone.Folder, "obj"));
        return clone;
    }

    /// <summary>A copy of this copy, built and restored as this one is, without results.</summary>
    public SampleProject CloneWithoutResults()
    {
        var clone = Clone();
        clone.ForgetResults();
        return clone;
    }

    /// <summary>Where <c>Distill</c> leaves the results of a model.</summary>
    public string ResultsOf(string model) => Path.Combine(Output, "distilled", model);

    /// <summary>Changes a source file of the copy; the text that is replaced must be there.</summary>
    public SampleProject Edit(string file, string old, string @new)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        Assert.Contains(old, text);
        File.WriteAllText(path, text.Replace(old, @new));
        _isRestored &= path != ProjectFile;
        return this;
    }

    /// <summary>Changes the lines of the copy's data.</summary>
    public void EditData(Func<string[], string[]> edit)
    {
        var path = Path.Combine(Folder, "data", "digits.csv.gz");
        string[] lines;
        using (var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress)))
        {
            lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }

        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        writer.Write(string.Join('\n', edit(lines)));
    }

    /// <summary>Gives every source file, data and what builds the copy, the time that it is.</summary>
    public void TouchSources()
    {
        foreach (var file in Directory.GetFiles(Around, "*", SearchOption.AllDirectories).Where(f => !_leftOut.Intersect(f.Split(Path.DirectorySeparatorChar)).Any()))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
        }
    }

    /// <summary>Adds a file to the copy.</summary>
    public SampleProject Add(string file, string text)
    {
        File.WriteAllText(Path.Combine(Folder, file), text);
        return this;
    }

    /// <summary>Adds a file, in the folder around the project's.</summary>
    /// <returns>Its path.</returns>
    public string AddAround(string file, string text)
    {
        var path = Path.Combine(Around, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        _isRestored &= Path.GetExtension(path) != ".csproj";
        return path;
    }

    /// <summary>The line of a file that a text stands on, from 1.</summary>
    public int LineOf(string file, string text) =>
        Array.FindIndex(File.ReadAllLines(Path.Combine(Folder, file)), line => line.Contains(text)) + 1;

    /// <summary>Builds and distils, with few epochs.</summary>
    public BuildResult Distill(params string[] arguments) => Build(["-t:Distill", .. _short, .. arguments]);

    /// <summary>Builds, and decides what a distillation with few epochs would train.</summary>
    public BuildResult Plan(params string[] arguments) => Build(["-t:Build;_KdPlan", "-fileLoggerParameters:Verbosity=normal", .. _short, .. arguments]);

    /// <summary>Decides what a distillation with few epochs would train, of what was built before.</summary>
    public BuildResult PlanOnly(params string[] arguments) => Build(["-t:_KdPlan", "-fileLoggerParameters:Verbosity=normal", .. _short, NoBuild, .. arguments]);

    /// <summary>Builds and explains what a distillation with few epochs would train.</summary>
    public BuildResult Explain(params string[] arguments) => Build(["-t:DistillPlan", .. _short, .. arguments]);

    /// <summary>Explains what a distillation with few epochs would train, of what was built before.</summary>
    public BuildResult ExplainOnly(params string[] arguments) => Explain([NoBuild, .. arguments]);

    /// <summary>Builds and checks what a distillation with few epochs would train.</summary>
    public BuildResult Check(params string[] arguments) => Build(["-t:DistillCheck", .. _short, .. arguments]);

    /// <summary>Checks what was built before.</summary>
    public BuildResult CheckOnly(params string[] arguments) => Check([NoBuild, .. arguments]);

    /// <summary>Builds.</summary>
    public BuildResult Build(params string[] arguments)
    {
        using var build = Start(arguments);
        return build.Wait(_patience);
    }

    /// <summary>Distils what was built before, with few epochs.</summary>
    public BuildResult DistillOnly(params string[] arguments) => Distill([NoBuild, .. arguments]);

    /// <summary>Begins what <see cref="DistillOnly"/> does.</summary>
    public RunningBuild StartDistillOnly(params string[] arguments) => Start(["-t:Distill", .. _short, NoBuild, .. arguments]);

    /// <summary>Begins to distil what was built before, with so many epochs that the student's training has to be ended.</summary>
    public RunningBuild StartLongDistillation() =>
        Start(["-t:Distill", NoBuild, "-p:KdEpochs=100000", "-p:KdSet=DigitsTeacher/train.epochs=2", "-p:KdBaseline=false"]);

    /// <summary>The distilled student's weights, beside the program.</summary>
    public byte[] Weights() => WeightsOf("DigitsStudent");

    /// <summary>A distilled model's weights, beside the program.</summary>
    public byte[] WeightsOf(string model) => File.ReadAllBytes(Path.Combine(ResultsOf(model), "student.safetensors"));

    /// <summary>Removes from the store the student's result that is beside the program.</summary>
    public void ForgetPublishedResult()
    {
        var published = Weights();
        Directory.Delete(Directory.GetDirectories(Path.Combine(Store, "DigitsStudent"))
            .Single(result => File.ReadAllBytes(Path.Combine(result, "student.safetensors")).SequenceEqual(published)), recursive: true);
    }

    /// <summary>Removes all results, those in the store and those beside the program.</summary>
    public void ForgetResults()
    {
        Directory.Delete(Store, recursive: true);
        Directory.Delete(Path.Combine(Output, "distilled"), recursive: true);
    }

    /// <summary>The folder of what is stored of teachers.</summary>
    public string TeacherCaches => Path.Combine(Store, "cache", "teacher");

    /// <summary>Every result, in the store and beside the program, with its content and time; checkpoints and what is stored of a teacher are none.</summary>
    public IReadOnlyDictionary<string, string> Artifacts() =>
        Directory.GetDirectories(Path.Combine(Output, "distilled"))
            .Concat(Directory.GetDirectories(Store).SelectMany(stage => Directory.GetDirectories(stage)))
            .Where(folder => !folder.EndsWith(".checkpoints", StringComparison.Ordinal) && folder != TeacherCaches)
            .SelectMany(folder => Directory.GetFiles(folder))
            .ToDictionary(path => Path.GetRelativePath(Folder, path), path => $"{File.GetLastWriteTimeUtc(path):o} {Convert.ToHexString(File.ReadAllBytes(path))}");

    /// <summary>Evaluates the project.</summary>
    /// <param name="arguments">What to ask for, as in <c>-getItem:PackageReference</c>.</param>
    /// <param name="environment">Variables to set.</param>
    /// <returns>The answer.</returns>
    public string Evaluate(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", .. arguments]) { WorkingDirectory = Folder };
        Set(start, environment);
        ForgetTestRunner(start);
        var (exitCode, output) = Programs.Finish(start);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>Runs the built program.</summary>
    public (int ExitCode, string Output) Run(params (string Name, string Value)[] environment) => Run(Program, environment);

    /// <summary>Runs the built program with arguments.</summary>
    public (int ExitCode, string Output) RunWith(params string[] arguments) => Programs.Finish(new("dotnet", [Program, .. arguments]));

    /// <summary>Runs a built program.</summary>
    public static (int ExitCode, string Output) Run(string path, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [path]);
        Set(start, environment);
        return Programs.Finish(start);
    }

    private static void Set(ProcessStartInfo start, IEnumerable<(string Name, string Value)> environment)
    {
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
    }

    public void Dispose() => Directory.Delete(Around, recursive: true);

    private RunningBuild Start(string[] arguments)
    {
        var log = Path.Combine(Around, $"{Guid.NewGuid():n}.log");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Folder };
        if (OperatingSystem.IsLinux())
        {
            // A group of its own, as a terminal gives a command. A test run in the background ignores Ctrl-C, and so would its children.
            start.FileName = "setsid";
            foreach (var argument in (string[])["env", "--default-signal=INT", "dotnet"])
            {
                start.ArgumentList.Add(argument);
            }
        }

        // One node, for one project: a second would only evaluate some of those that it refers to. And a compiler that is there already.
        foreach (var argument in (string[])["build", "-c", Repository.Configuration, "-p:BuildProjectReferences=false", "-nodeReuse:false", "-m:1",
            "-p:UseSharedCompilation=true", .. _isRestored ? new[] { "--no-restore" } : [],
            "-noConsoleLogger", "-fileLogger", $"-fileLoggerParameters:LogFile={log};Verbosity=minimal;Encoding=UTF-8", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        ForgetTestRunner(start);

        // To count instructions, so that they can be compiled better, does not pay in a process of seconds.
        start.Environment["DOTNET_TieredPGO"] = "0";
        Set(start, Environment.Select(variable => (variable.Key, variable.Value)));
        return new(Process.Start(start)!, log, Folder);
    }

    // What the test runner says to its own build is not meant for this one.
    internal static void ForgetTestRunner(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || n.StartsWith("VSTEST", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
    }

    private static string Import(string path) => $"<Project><Import Project=\"{path}\" /></Project>";

    // What the other samples take from that of the digits.
    private static void CopyDigits(string from, string to)
    {
        Copy(Path.Combine(from, "data"), Path.Combine(to, "data"));
        File.Copy(Path.Combine(from, "DigitsData.cs"), Path.Combine(to, "DigitsData.cs"));
    }

    /// <summary>Copies a folder's files and folders.</summary>
    internal static void Copy(string from, string to)
    {
        CopyFiles(from, to);
        foreach (var folder in Directory.GetDirectories(from).Where(f => !_leftOut.Contains(Path.GetFileName(f))))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    /// <summary>Copies a folder's files. A link is copied as a link: the output's go to the libraries of libtorch.</summary>
    private static void CopyFiles(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in new DirectoryInfo(from).GetFiles())
        {
            var copy = Path.Combine(to, file.Name);
            if (file.LinkTarget is { } target)
            {
                File.CreateSymbolicLink(copy, target);
            }
            else
            {
                file.CopyTo(copy);
            }
        }
    }
}
