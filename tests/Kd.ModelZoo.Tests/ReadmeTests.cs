using System.Reflection;
using System.Runtime.CompilerServices;
using ModelZoo;

namespace Kd.ModelZoo.Tests;

public class ReadmeTests
{
    [Fact]
    public void Every_student_has_a_row()
    {
        var rows = File.ReadLines(Path.Combine(Path.GetDirectoryName(Here())!, "../../samples/ModelZoo/README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        var students = typeof(Cifar100).Assembly.GetTypes().Where(type => type.GetCustomAttributes().Any(a => a.GetType().Name.StartsWith("StudentAttribute", StringComparison.Ordinal)));

        Assert.Equal(students.Select(type => type.Name).Order(), rows.Order());
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
