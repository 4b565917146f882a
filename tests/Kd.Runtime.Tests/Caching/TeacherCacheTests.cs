using Kd.Caching;
using Kd.Data;
using Kd.Tests.Fixtures;
using Kd.Training;

namespace Kd.Tests.Caching;

/// <summary>What is stored of a teacher is what the teacher gives, or it is not used.</summary>
public sealed class TeacherCacheTests : ScopedTest, IDisposable
{
    private readonly CachedRun _run = new();

    [Fact]
    public void Numbers_of_32_bits_are_stored_as_they_are()
    {
        _run.Answer = (batch, logits) => [logits, batch.Images.mul(3).squeeze(1)];
        AssertClose(_run.Expected(), _run.Read(), 1e-6);
        var taught = _run.Taught;
        AssertClose(_run.Expected(), _run.Read(), 1e-6);

        // All samples to compare them here, and a few to see whether the file is still right.
        Assert.Equal(taught + CachedRun.Samples + 16, _run.Taught);
        Assert.Single(_run.Files);
        Assert.Empty(_run.Warnings);
    }

    [Fact]
    public void Numbers_of_16_bits_have_three_digits()
    {
        AssertClose(_run.Expected(), _run.Read(new() { Format = CacheFormat.Float16 }), 1e-3);
        var half = new FileInfo(_run.Files[0]).Length;
        _run.Read();
        Assert.InRange(_run.Files.Max(file => new FileInfo(file).Length) - half, CachedRun.Samples * 3 * 2 - 50, CachedRun.Samples * 3 * 2 + 50);
        Assert.Empty(_run.Warnings);
    }

    [Fact]
    public void Of_the_largest_classes_the_logits_stay_and_the_others_keep_their_probability()
    {
        _run.Answer = (batch, _) => [batch.Images.flatten(1).mul(4)];
        var how = new TeacherCacheAttribute { Format = CacheFormat.TopK, TopK = 5 };
        var (expected, stored) = (_run.Expected(), _run.Read(how));
        foreach (var (id, logits) in expected)
        {
            var (wanted, found) = (logits[0], stored[id][0]);
            var largest = wanted.OrderDescending().Take(5).ToList();
            Assert.All(wanted.Zip(found).Where(pair => largest.Contains(pair.First)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
            Assert.Single(found.Where(value => !largest.Contains(value)).Distinct());
            Assert.Equal(wanted.Sum(Math.Exp), found.Sum(Math.Exp), wanted.Sum(Math.Exp) * 1e-5);
        }

        _run.Read(how);
        Assert.Empty(_run.Warnings);
    }

    [Fact]
    public void Fewer_classes_than_are_to_be_stored_are_all_stored() =>
        AssertClose(_run.Expected(), _run.Read(new() { Format = CacheFormat.TopK, TopK = 100 }), 1e-6);

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    [InlineData(400)]
    [InlineData(20)]
    [InlineData(-100)]
    public void A_file_with_a_byte_changed_is_made_anew(int position)
    {
        var expected = _run.Read();
        var bytes = File.ReadAllBytes(_run.Files[0]);
        bytes[position < 0 ? bytes.Length + position : position] ^= 4;
        File.WriteAllBytes(_run.Files[0], bytes);
        AssertMadeAnew(expected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_file_of_another_length_is_made_anew(int length)
    {
        var expected = _run.Read();
        using (var file = File.OpenWrite(_run.Files[0]))
        {
            file.SetLength(length < 0 ? file.Length + length : length);
        }

        AssertMadeAnew(expected);
    }

    [Fact]
    public void What_the_teacher_no_longer_gives_is_made_anew()
    {
        _run.Read();

        // The same weights, samples and places, but another way from one to the other.
        _run.Answer = (_, logits) => [logits.mul(1.01)];
        AssertMadeAnew(_run.Expected());
    }

    [Fact]
    public void Another_teacher_or_another_format_has_a_file_of_its_own()
    {
        _run.Read();
        using (no_grad())
        {
            _run.Teacher.parameters().First().mul_(1.5);
        }

        AssertClose(_run.Expected(), _run.Read(), 1e-6);
        Assert.Equal(2, _run.Files.Length);
        _run.Read(new() { Format = CacheFormat.Float16 });
        Assert.Equal(3, _run.Files.Length);
        Assert.Empty(_run.Warnings);
    }

    [Fact]
    public void Data_with_one_other_number_has_a_file_of_its_own()
    {
        _run.Read();
        var all = _run.Data.Train.Read(arange(CachedRun.Samples, int64));
        all.Images[123, 0, 1, 2] = 7;
        using var other = new CachedRun { Data = _run.Data with { Train = Dataset.InMemory(all) } };
        foreach (var (mine, yours) in _run.Teacher.parameters().Zip(other.Teacher.parameters()))
        {
            using var gradients = no_grad();
            yours.copy_(mine);
        }

        other.Read(options: other.Options with { TeacherCaches = _run.Folder });
        Assert.Equal(2, _run.Files.Length);
    }

    [Fact]
    public void Whether_it_is_stored_or_read_the_random_numbers_are_the_same()
    {
        Assert.Equal(Drawn(), Drawn());

        float Drawn()
        {
            using var run = TrainingRun.Begin<Training.Tiny.TinyLoop.Losses>("TinyStudent", StageRole.Student, _run.Options);
            _run.Open(run, new());
            return rand(1).item<float>();
        }
    }

    [Fact]
    public void Nothing_is_stored_where_no_folder_is_given_or_that_is_switched_off()
    {
        AssertClose(_run.Expected(), _run.Read(options: _run.Options with { TeacherCaches = null }), 1e-6);
        AssertClose(_run.Expected(), _run.Read(new() { Enabled = false }), 1e-6);
        Assert.False(Directory.Exists(_run.Folder));
    }

    public new void Dispose()
    {
        _run.Dispose();
        base.Dispose();
    }

    private void AssertMadeAnew(SortedDictionary<long, double[][]> expected)
    {
        var found = _run.Read();
        Assert.StartsWith("KD2110: What is stored of TinyTeacher cannot be used", Assert.Single(_run.Warnings));
        AssertClose(expected, found, 1e-6);
        _run.Read();
        Assert.Single(_run.Warnings);
        Assert.Single(_run.Files);
    }

    private static void AssertClose(SortedDictionary<long, double[][]> expected, SortedDictionary<long, double[][]> found, double tolerance)
    {
        Assert.Equal(expected.Keys, found.Keys);
        foreach (var (wanted, given) in expected.Values.Zip(found.Values))
        {
            Assert.Equal(wanted.Length, given.Length);
            foreach (var (one, other) in wanted.Zip(given).SelectMany(place => place.First.Zip(place.Second)))
            {
                Assert.InRange(Math.Abs(one - other), 0, tolerance * Math.Max(1, Math.Abs(one)));
            }
        }
    }
}
