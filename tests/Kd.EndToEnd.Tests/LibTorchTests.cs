namespace Kd.EndToEnd.Tests;

/// <summary><c>KdLibTorch</c>, and the environment variable <c>KD_LIBTORCH</c> that it becomes: another libtorch is used, or it is said why not.</summary>
public sealed class LibTorchTests : IDisposable
{
    private static readonly string[] _libraries = ["libc10.so", "libtorch.so", "libtorch_cpu.so", "libgomp-98b21ff3.so.1"];

    private const string Garbage = "This is no library, though it is long enough to have the header of one, and some bytes more.\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("kd libtorch ").FullName;

    [SkippableFact]
    public void A_copy_is_used_in_place_of_the_package()
    {
        Copy(_libraries);

        var (exitCode, output) = Run();

        Assert.True(exitCode == 0, output);
        var loaded = output.Split('\n').Where(line => line.Contains("calling init:") && line.Contains("/libtorch_cpu.so")).ToList();
        Assert.Contains(In("libtorch_cpu.so"), Assert.Single(loaded));
        Assert.Contains("The distilled student reads", output);
    }

    [SkippableFact]
    public void Links_are_as_good_as_copies()
    {
        Link(_libraries);

        var (exitCode, output) = Run();

        Assert.True(exitCode == 0, output);
        Assert.Contains("The distilled student reads", output);
    }

    [SkippableFact]
    public void A_folder_without_libtorch_is_told_of()
    {
        Fails("KD1102", "libc10.so", _folder);
        Link("libc10.so", "libtorch.so", "libgomp-98b21ff3.so.1");
        Fails("KD1102", "libtorch_cpu.so is not in", _folder);
        Directory.Delete(_folder, recursive: true);
        Fails("KD1102", "libc10.so is not in", _folder);
        Directory.CreateDirectory(_folder);
    }

    [SkippableFact]
    public void A_file_that_is_no_library_is_told_of_in_the_words_of_the_loader()
    {
        Link("libc10.so", "libtorch.so");
        File.WriteAllText(In("libtorch_cpu.so"), Garbage);

        Fails("KD1101", In("libtorch_cpu.so"), "invalid ELF header", "KdLibTorch");
    }

    [SkippableFact]
    public void A_library_for_another_processor_is_told_of_in_the_words_of_the_loader()
    {
        Copy("libtorch.so");
        Link("libtorch_cpu.so", "libgomp-98b21ff3.so.1");
        var other = File.ReadAllBytes(In("libtorch.so"));
        other[18] ^= 0xff;
        File.WriteAllBytes(In("libc10.so"), other);

        Fails("KD1101", In("libc10.so"), "The loader says:");
    }

    [SkippableFact]
    public void A_libtorch_without_a_function_that_TorchSharp_calls_is_told_of_before_it_is_called()
    {
        Copy("libtorch_cpu.so");
        Link("libc10.so", "libtorch.so", "libgomp-98b21ff3.so.1");
        Patch(In("libtorch_cpu.so"), "_ZN2at4_ops18masked_fill_Scalar4call"u8, "_ZN2at4_ops18masked_Fill_Scalar4call"u8);

        Fails("KD1103", _folder, "undefined symbol", "libtorch 2.10.0");
    }

    [SkippableFact]
    public void A_libtorch_of_another_version_is_told_of()
    {
        Copy("libtorch_cpu.so");
        Link("libc10.so", "libtorch.so", "libgomp-98b21ff3.so.1");

        // What aoti_torch_abi_version returns, as an operand: 2.10.0, a byte each from the top.
        Patch(In("libtorch_cpu.so"), [0x48, 0xb8, 0, 0, 0, 0, 0, 0, 10, 2, 0xc3], [0x48, 0xb8, 0, 0, 0, 0, 0, 0, 11, 2, 0xc3]);

        Fails("KD1103", _folder, "libtorch 2.10.0", "Its version is 2.11.0");
    }

    [SkippableFact]
    public void A_build_trains_all_stages_with_another_libtorch()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        using var project = TrainedSample.Project.Clone();
        Copy(_libraries);
        var given = Directory.CreateDirectory(Path.Combine(project.Folder, "torch", "lib")).FullName;
        foreach (var library in _libraries)
        {
            File.Move(In(library), Path.Combine(given, library));
        }

        // Other bytes behind the end are another library, which computes the same.
        File.AppendAllText(Path.Combine(given, "libtorch.so"), "another");
        var result = project.DistillOnly("-p:KdLibTorch= torch/lib ").Succeeded();

        Assert.Equal(["DigitsTeacher", "DigitsStudent", "DigitsStudent.Baseline"], result.Trained);
        Assert.Matches("\"libTorch\": \"[0-9a-f]{64}\"", File.ReadAllText(Path.Combine(project.Results, "kd.lock.json")));
    }

    [Fact]
    public void A_build_takes_the_variable_for_the_property_as_a_program_does() =>
        Assert.Equal("/opt/libtorch", TrainedSample.Project.Evaluate(["-getProperty:KdLibTorch"], ("KD_LIBTORCH", "/opt/libtorch")).Trim());

    [SkippableFact]
    public void A_build_with_a_damaged_libtorch_is_one_error()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        Link("libc10.so", "libtorch.so");
        File.WriteAllText(In("libtorch_cpu.so"), Garbage);

        using var project = TrainedSample.Project.Clone();

        Assert.Contains("invalid ELF header", project.DistillOnly($"-p:KdLibTorch={_folder}").FailedWith("KD1101").Text);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int ExitCode, string Output) Run()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        return TrainedSample.Project.Run(("KD_LIBTORCH", _folder), ("LD_DEBUG", "files"));
    }

    private void Fails(string id, params string[] parts)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var (exitCode, output) = TrainedSample.Project.Run(("KD_LIBTORCH", _folder));
        Assert.NotEqual(0, exitCode);
        Assert.All([$"{id}: ", .. parts], part => Assert.Contains(part, output));
    }

    private string In(string library) => Path.Combine(_folder, library);

    private void Copy(params string[] libraries)
    {
        foreach (var library in libraries)
        {
            // Not File.Copy, which would copy the package's protection against writing too.
            using var original = File.OpenRead(Original(library));
            using var copy = File.Create(In(library));
            original.CopyTo(copy);
        }
    }

    private void Link(params string[] libraries)
    {
        foreach (var library in libraries)
        {
            File.CreateSymbolicLink(In(library), Original(library));
        }
    }

    /// <summary>A library of the package, which the sample's output has links to.</summary>
    private string Original(string library)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var path = Path.Combine(TrainedSample.Project.Output, library);
        return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
    }

    /// <summary>Changes bytes wherever a large file has them.</summary>
    private static void Patch(string path, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        const int Block = 1 << 26;
        using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite);
        var buffer = new byte[Block + from.Length - 1];
        var places = new List<long>();
        for (long begin = 0; begin < file.Length; begin += Block)
        {
            file.Position = begin;
            var block = buffer.AsSpan(0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            for (int at = 0, found; (found = block[at..].IndexOf(from)) >= 0; at += found + 1)
            {
                places.Add(begin + at + found);
            }
        }

        Assert.NotEmpty(places);
        foreach (var place in places)
        {
            file.Position = place;
            file.Write(to);
        }
    }
}
