using Kd.Resuming;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Resuming;

/// <summary>Files of checkpoints: what is stored is restored exactly, and what is damaged is found out.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly TemporaryFolder _folder = new();
    private readonly Recorder _recorder = new();

    [Fact]
    public void Tensors_numbers_and_texts_come_back_as_they_were()
    {
        var tensors = new[] { randn(3, 4), zeros(0, 2), tensor(new long[] { long.MinValue, 7 }), tensor([true, false]), tensor([float.NaN, float.NegativeInfinity]) };
        var numbers = new[] { 0.1, double.NaN, double.PositiveInfinity, -0.0, double.Epsilon, Math.PI };
        var stored = new Everything { Tensors = tensors, Numbers = numbers, Count = long.MaxValue, Text = "a=\"b\"\nü" };
        Store(1, stored);

        var restored = new Everything { Tensors = [.. tensors.Select(t => zeros_like(t))], Numbers = new double[numbers.Length], Count = 0, Text = "" };
        Assert.True(Restore(restored));

        Assert.Equal(numbers.Select(BitConverter.DoubleToInt64Bits), restored.Numbers.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal((stored.Count, stored.Text), (restored.Count, restored.Text));
        Assert.All(tensors.Zip(restored.Tensors), pair => Assert.Equal(pair.First.bytes.ToArray(), pair.Second.bytes.ToArray()));
        Assert.Empty(_recorder.Lines);
    }

    [Fact]
    public void Whatever_byte_is_changed_the_checkpoint_before_is_taken()
    {
        Store(1, new Everything { Count = 1 });
        Store(2, new Everything { Count = 2 });
        var file = Files()[^1];
        var whole = File.ReadAllBytes(file);
        for (var i = 0; i < whole.Length; i += 3)
        {
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= 0x21;
            AssertFallsBack(file, damaged);
        }
    }

    [Fact]
    public void Wherever_it_is_cut_the_checkpoint_before_is_taken()
    {
        Store(1, new Everything { Count = 1 });
        Store(2, new Everything { Count = 2 });
        var file = Files()[^1];
        var whole = File.ReadAllBytes(file);
        for (var length = 0; length < whole.Length; length += 5)
        {
            AssertFallsBack(file, whole[..length]);
        }
    }

    [Fact]
    public void With_no_whole_one_left_the_run_begins_anew()
    {
        Store(1, new Everything());
        Store(2, new Everything());
        Array.ForEach(Files(), file => File.WriteAllText(file, "?"));

        Assert.False(Restore(new Everything()));

        Assert.Equal(2, _recorder.Lines.Count(line => line.StartsWith("KD2101", StringComparison.Ordinal)));
        Assert.Contains("from its beginning", _recorder.Lines[^1]);
        Assert.Empty(Files());
    }

    [Fact]
    public void Two_are_kept_and_what_was_left_half_written_goes()
    {
        for (var epoch = 8; epoch < 13; epoch++)
        {
            Store(epoch, new Everything { Count = epoch });
        }

        File.WriteAllText(Path.Combine(_folder["c"], "left.tmp"), "");
        var restored = new Everything();

        Assert.True(Restore(restored));
        Assert.Equal((12, 2), (restored.Count, Files().Length));
        Assert.Empty(Directory.GetFiles(_folder["c"], "*.tmp"));
    }

    [Theory]
    [InlineData(3, 1, "its 0 is (3) Float32, that of the run (4) Float32")]
    [InlineData(4, 2, "it lacks n1")]
    [InlineData(4, 0, "it holds n0, which the run does not have")]
    public void One_of_another_run_is_named(int size, int numbers, string reason)
    {
        Store(1, new Everything { Tensors = [zeros(size)], Numbers = new double[1] });

        var refusal = Assert.Throws<KdException>(() => Restore(new Everything { Tensors = [zeros(4)], Numbers = new double[numbers] }));

        Assert.Equal("KD3022", refusal.Id);
        Assert.Contains(reason, refusal.Message);
        Assert.Contains(Files()[0], refusal.Message);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private void AssertFallsBack(string file, byte[] content)
    {
        _recorder.Lines.Clear();
        File.WriteAllBytes(file, content);
        var restored = new Everything();

        Assert.True(Restore(restored));

        Assert.Equal(1, restored.Count);
        Assert.StartsWith("KD2101", Assert.Single(_recorder.Lines));
        Assert.DoesNotContain(file, Files());
    }

    private void Store(int epoch, Everything all)
    {
        var state = new StoringState();
        all.Visit(state);
        new CheckpointFolder(_folder["c"], _recorder).Write(new(epoch, 0), state);
    }

    private bool Restore(Everything all) => new CheckpointFolder(_folder["c"], _recorder).TryRead(checkpoint =>
    {
        var state = new RestoringState(checkpoint);
        all.Visit(state);
        state.End();
    });

    private string[] Files() => [.. Directory.GetFiles(_folder["c"], "*.safetensors").Order(StringComparer.Ordinal)];

    private sealed class Everything : IResumable
    {
        public Tensor[] Tensors { get; init; } = [ones(2)];

        public double[] Numbers { get; init; } = [0.5];

        public long Count { get; set; }

        public string Text { get; set; } = "text";

        public void Visit(RunState state)
        {
            for (var i = 0; i < Tensors.Length; i++)
            {
                state.Tensor($"{i}", Tensors[i]);
            }

            for (var i = 0; i < Numbers.Length; i++)
            {
                Numbers[i] = state.Number($"n{i}", Numbers[i]);
            }

            Count = state.Number("count", Count);
            Text = state.Text("text", Text);
        }
    }
}
