using Athanor.Atoms;
using Athanor.Potentials.Ace;
using Athanor.Potentials.Layered;

namespace Athanor.Potentials.Tests.Layered;

/// <summary>Small models with random numbers.</summary>
static class LayeredSamples
{
    internal static LayeredForm Form(IEnumerable<Element> elements, int layers = 2, int channels = 16, int features = 1, int embedding = 0, double cutoff = 4) => new()
    {
        Elements = [.. elements.Distinct().Order()],
        Basis = new RadialBasis(5, cutoff, 1),
        Degrees = [3, 3, 2],
        MessageDegrees = layers == 2 ? [2, 2, 2] : [],
        FeatureDegree = layers == 2 ? features : 0,
        Channels = channels,
        Hidden = 16,
        Embedding = embedding > 0 ? embedding : elements.Distinct().Count(),
        Crowding = 3,
        Scale = 0.7,
    };

    internal static LayeredModel Model(LayeredForm form, int seed = 1)
    {
        var parameters = new LayeredLayout(form).Begin(seed);
        for (var k = 0; k < parameters.Length; k++)
            parameters[k] += 0.01 * (k % 5); // Biases and atom energies too.
        return new LayeredModel(form, parameters, [.. form.Elements.Select((_, s) => -1.5 - s)], new DescriptorRange(form.Elements.Length, form.Channels));
    }
}
