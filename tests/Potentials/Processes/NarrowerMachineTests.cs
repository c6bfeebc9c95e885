using Athanor.Numerics;
using Athanor.Potentials.Tests.Batches;
using Athanor.Potentials.Tests.Behler;
using Athanor.Potentials.Tests.Electrostatics;
using Athanor.Potentials.Tests.Nep;
using Athanor.Potentials.Tests.Networks;
using Athanor.Potentials.Tests.ShortRange;

namespace Athanor.Potentials.Tests;

/// <summary>The kernels' tests once more on machines with less: no AVX-512, no AVX2, no vector instructions at all.</summary>
public sealed class NarrowerMachineTests
{
    const string Expected = "ATHANOR_TEST_EXPECTED_BITS";

    static readonly Type[] Analytic = [typeof(EnergyTests), typeof(GradientTests), typeof(ForceTangentTests), typeof(PrecisionTests), typeof(SteppingTests), typeof(MoleculeBatchTests)];

    static readonly Type[] Networks = [typeof(SymmetryFunctionTests), typeof(NetworkBatchTests), typeof(CommitteeNetworkTests), typeof(GaussianBehlerModelTests), typeof(CompactBehlerModelTests), typeof(NepModelTests), typeof(TrainingRangeTests)];

    static readonly Type[] Charges = [typeof(EwaldSumTests), typeof(ChargedEvaluatorTests), typeof(NepChargeTests)];

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Analytic_tests_pass_without_avx512() => Run("DOTNET_EnableAVX512", 256, Analytic);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Network_tests_pass_without_avx512() => Run("DOTNET_EnableAVX512", 256, Networks);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Tests_of_charges_pass_without_avx512() => Run("DOTNET_EnableAVX512", 256, Charges);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Analytic_tests_pass_without_avx2() => Run("DOTNET_EnableAVX2", 128, Analytic);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Tests_of_charges_pass_without_avx2() => Run("DOTNET_EnableAVX2", 128, Charges);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Network_tests_pass_without_avx2() => Run("DOTNET_EnableAVX2", 128, Networks);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Analytic_tests_pass_without_vector_instructions() => Run("DOTNET_EnableHWIntrinsic", 0, Analytic);

    static void Run(string knob, int bits, Type[] classes)
    {
        Assert.SkipUnless(Widths.Bits >= bits, $"this machine has {Widths.Bits}-bit registers, so there is nothing to switch off");
        var environment = new[] { (knob, "0"), (Expected, bits.ToString()) };
        var (exit, output) = ChildProcess.Run(["--explicit", "only", "--fail-skips", "on", "--filter-method", $"*.{nameof(The_switch_took)}"], environment);
        Assert.True(exit == 0, output);
        (exit, output) = ChildProcess.Run([.. classes.SelectMany(c => new[] { "--filter-class", c.FullName! })], environment);
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
