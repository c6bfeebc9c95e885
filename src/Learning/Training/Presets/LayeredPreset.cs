using System.Collections.Immutable;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Ace;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Layered;

namespace Athanor.Learning;

/// <summary>Many-body networks of one layer (<c>accurate</c>) or two (<c>max</c>), fitted by gradients.</summary>
sealed record LayeredPreset : ITrainingPreset
{
    /// <summary>The radial coordinate's scale is this part of the cutoff.</summary>
    const double RadialScale = 0.25;

    /// <summary>Beyond as many elements they share channels that learn what is alike in them.</summary>
    const int MostOwnChannels = 4;

    /// <summary>Sweeps after which it is better than what is fitted exactly.</summary>
    const int EnoughSweeps = 60;

    internal static LayeredPreset Accurate { get; } = new()
    {
        Name = "accurate",
        Summary = "a many-body network of one layer, strictly local: minutes of training, production runs",
        Degrees = [4, 4, 4],
        Channels = 64,
        SecondsAnAtom = 6e-5,
        Rank = 30,
    };

    internal static LayeredPreset Max { get; } = new()
    {
        Name = "max",
        Summary = "a many-body network of two layers that exchange tensors: the most accurate, for molecules and chemistry",
        Degrees = [3, 3, 3],
        MessageDegrees = [3, 3, 3],
        FeatureDegree = 2,
        Channels = 64,
        SecondsAnAtom = 1.5e-4,
        Rank = 40,
    };

    public required string Name { get; init; }

    public required string Summary { get; init; }

    internal required ImmutableArray<int> Degrees { get; init; }

    internal ImmutableArray<int> MessageDegrees { get; init; } = [];

    internal int FeatureDegree { get; init; }

    internal required int Channels { get; init; }

    /// <summary>Radial functions.</summary>
    internal int Functions { get; init; } = 10;

    /// <summary>Matrices move in all directions alike; of what was tried on acetylacetone nothing came near: after 60 sweeps Adam's forces were off by 18 meV/Å at its best rate, SOAP's by 27, Muon's by 9.4.</summary>
    internal GradientSettings Settings { get; init; } = new() { Batch = 4, Rate = 0.05, HeadEvery = 10, Optimiser = (blocks, settings, team) => new Muon(blocks, settings.Decay, team) };

    public string? DefaultBaseline => "zbl";

    /// <summary>What an atom costs in a sweep, s on one thread, of some twenty neighbours within the cutoff.</summary>
    internal required double SecondsAnAtom { get; init; }

    /// <summary>Among presets that there is time for.</summary>
    internal required int Rank { get; init; }

    /// <summary>Messages tell molecules what lies beyond the cutoff; in crystals little does.</summary>
    public PresetSuit? Suits(TrainingTask task)
    {
        if (!MessageDegrees.IsEmpty && !task.AreMolecules || task.Options.Hidden is [_, _, ..])
            return null;
        var least = TimeSpan.FromSeconds(Math.Max(120, EnoughSweeps * task.Atoms * SecondsAnAtom / task.Threads));
        return new(Rank, least, $"learns by gradients all that the others take as given, and after some {PresetChoice.Shown(least)} leaves them behind");
    }

    /// <summary>An atom alone has no surroundings to learn from; what it is worth is taken off beforehand.</summary>
    public bool LearnsFrom(Frame frame) => !Dataset.IsIsolatedAtom(frame);

    public ITrainable Prepare(IReadOnlyList<Frame> frames, IReadOnlyList<int> training, AtomEnergies atomEnergies, TrainingOptions options, Team team)
    {
        Structure[] seen = [.. training.Select(i => frames[i].Structure)];
        Element[] elements = [.. frames.SelectMany(f => f.Structure.Elements.ToArray()).Distinct().Order()];
        var cutoff = options.Cutoff ?? SymmetryFunctionChoice.SuggestCutoff(seen);
        var form = new LayeredForm
        {
            Elements = [.. elements],
            Basis = new RadialBasis(Functions, cutoff, RadialScale * cutoff),
            Degrees = Degrees,
            MessageDegrees = MessageDegrees,
            FeatureDegree = FeatureDegree,
            Channels = Channels,
            Hidden = HiddenOf(options),
            Embedding = Math.Min(elements.Length, MostOwnChannels),
            Crowding = Math.Max(0.1, Crowding.Of(seen, cutoff)),
            Scale = 1,
        };
        return new LayeredTrainable(form, frames, training, atomEnergies, options.Seed, Settings, team);
    }

    int HiddenOf(TrainingOptions options) => options.Hidden switch
    {
        null => 2 * LayeredForm.Lanes,
        [var units] when units > 0 && units % LayeredForm.Lanes == 0 => units,
        var other => throw new PotentialException($"The preset '{Name}' has one hidden layer, of a multiple of {LayeredForm.Lanes} units: not --hidden {string.Join(' ', other)}."),
    };
}
