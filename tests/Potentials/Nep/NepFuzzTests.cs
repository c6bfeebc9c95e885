using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Nep;
using Athanor.Potentials.Tests.Fuzz;

namespace Athanor.Potentials.Tests.Nep;

/// <summary>Damaged files give a model or a sentence, and what is read gives an energy or a sentence.</summary>
public sealed class NepFuzzTests
{
    static readonly NepForm[] Small =
    [
        NepSamples.Forms["nep4 l1"],
        NepSamples.Forms["nep4 all, cutoffs by element, ZBL by radii"] with { RadialChannels = 2, RadialBasis = 2, AngularChannels = 1, AngularBasis = 2, Neurons = 2 },
        NepSamples.Forms["nep5 l8, ZBL by pair"] with { Elements = [NepSamples.H, NepSamples.O], RadialCutoffs = [5, 5], AngularCutoffs = [4, 4], RadialChannels = 1, AngularChannels = 1, AngularBasis = 1, Neurons = 1 },
        NepSamples.Forms["nep3"] with { RadialChannels = 1, AngularChannels = 1, RadialBasis = 1, AngularBasis = 2, Neurons = 2 },
        NepSamples.Forms["nep4 l2"] with { ChargeMode = 1, Zbl = new NepZbl { Inner = 0.5, Outer = 1.5 }, RadialChannels = 2, AngularChannels = 2, AngularBasis = 2, RadialBasis = 1, Neurons = 1 },
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Damaged_files_give_a_sentence(int form) => Run(Small[form], 1000, 1);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_hundred_thousand_damaged_files_give_a_sentence(int form) => Run(Small[form], 20_000, 1_000_000);

    static void Run(NepForm form, int inputs, int seed)
    {
        using var content = new MemoryStream();
        NepWriter.Write(NepSamples.Random(form), content);
        var fuzz = new FuzzRun
        {
            Files = new Dictionary<string, byte[]> { ["nep.txt"] = content.ToArray() },
            Read = folder => Use(NepFile.Read(Path.Combine(folder, "nep.txt"))),
        };
        var report = fuzz.Run(inputs, seed);
        Assert.True(report.Accepted > inputs / 20 && report.Refused > inputs / 20, report.ToString());
    }

    static void Use(NepModel model)
    {
        Assert.NotEmpty(model.Card);
        var elements = model.Form.Elements;
        model.Evaluate(new Structure([elements[0], elements[^1], elements[0]], [Vec3.Zero, new(1, 0.3, 0.1), new(0, 1.7, 0.2)]));
    }
}
