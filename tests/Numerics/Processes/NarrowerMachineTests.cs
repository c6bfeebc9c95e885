namespace Athanor.Numerics.Tests;

/// <summary>All tests of this program once more on machines with less: no AVX2, or (long) no AVX-512, or no vector instructions at all.</summary>
public sealed class NarrowerMachineTests
{
    const string Expected = "ATHANOR_TEST_EXPECTED_BITS";

    [Fact]
    [Trait("Category", ChildProcess.Category)]
    public void All_tests_pass_without_avx2() => Run("DOTNET_EnableAVX2", 128);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void All_tests_pass_without_avx512() => Run("DOTNET_EnableAVX512", 256);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void All_tests_pass_without_vector_instructions() => Run("DOTNET_EnableHWIntrinsic", 0);

    static void Run(string knob, int bits)
    {
        Assert.SkipUnless(Widths.Bits >= bits, $"this machine has {Widths.Bits}-bit registers, so there is nothing to switch off");
        var environment = new[] { (knob, "0"), (Expected, bits.ToString()) };
        var (exit, output) = ChildProcess.Run(["--explicit", "only", "--fail-skips", "on", "--filter-method", $"*.{nameof(The_switch_took)}"], environment);
        Assert.True(exit == 0, output);
        (exit, output) = ChildProcess.Run(["--filter-not-trait", $"Category={ChildProcess.Category}"], environment);
        Assert.True(exit == 0, output);
    }

    [Fact(Explicit = true)]
    public void The_switch_took()
    {
        var expected = Environment.GetEnvironmentVariable(Expected);
        Assert.SkipWhen(expected is null, "a part of the tests above, in their child process");
        Assert.Equal(expected, Widths.Bits.ToString());
    }
}
