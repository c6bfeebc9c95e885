using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Campaigns;

/// <summary>What a campaign begins with: its starting structures and copies of them whose atoms are moved a little at random, asked for once; and labels that there are already.</summary>
public sealed class Seeding
{
    /// <summary>Questions, about.</summary>
    const int Wanted = 20;

    /// <summary>Starting structures that are asked for, at most.</summary>
    const int MostStarts = 10;

    /// <summary>Closest that two atoms may come, as a part of the sum of their covalent radii.</summary>
    const double Contact = 0.7;

    /// <summary>Standard deviations of a coordinate, Å, by turns.</summary>
    static readonly double[] Amplitudes = [0.015, 0.03, 0.045];

    /// <summary>Largest strain of cells, by turns with none.</summary>
    const double Strain = 0.02;

    readonly CampaignSettings _settings;

    /// <exception cref="AtomsException">A file is missing, empty or damaged.</exception>
    public Seeding(CampaignSettings settings)
    {
        _settings = settings;
        Starts = [.. settings.Start.SelectMany(f => StructureFiles.Read(f)).Select(f => f.Structure)];
        if (Starts.Count == 0)
            throw new AtomsException($"There is no structure to begin with in {string.Join(", ", settings.Start)}.");
        if (Starts.Count > MostStarts)
            Starts = [.. Enumerable.Range(0, MostStarts).Select(k => Starts[k * Starts.Count / MostStarts])];
    }

    /// <summary>Where walkers begin, by turns.</summary>
    public IReadOnlyList<Structure> Starts { get; }

    /// <summary>Puts everything into the store; what is there already stays as it is.</summary>
    /// <exception cref="AtomsException">A file of data cannot be read, or nothing in it is labelled with energy and forces.</exception>
    public void Run(IStore store)
    {
        if (_settings.Data.Count > 0)
            Give(store);
        store.Ask([.. Questions()]);
    }

    internal IEnumerable<Question> Questions()
    {
        for (var s = 0; s < Starts.Count; s++)
        {
            var start = Starts[s].Clone();
            start.Velocities = null;
            yield return new Question(start, "start") { Key = FormattableString.Invariant($"start/{s}"), Priority = double.MaxValue };
            if (start.Count < 2)
                continue;
            var copies = Math.Max(2, (Wanted - Starts.Count) / Starts.Count);
            for (var k = 0; k < copies; k++)
                yield return new Question(Rattled(start, s, k), "rattled") { Key = FormattableString.Invariant($"rattled/{s}/{k}"), Amount = Amplitudes[k % Amplitudes.Length], Priority = 1e9 };
        }
    }

    Structure Rattled(Structure start, int s, int k) =>
        Rattled(start, Amplitudes[k % Amplitudes.Length], Draw.Mixed((ulong)_settings.Seed, (ulong)(1000 * (s + 1) + k)), strain: k % 2 == 1);

    /// <summary>A copy whose atoms are moved at random; less where they would touch.</summary>
    /// <param name="amplitude">Standard deviation of a coordinate, Å.</param>
    internal static Structure Rattled(Structure start, double amplitude, ulong seed, bool strain = false)
    {
        for (var tries = 0; ; tries++)
        {
            var random = new Draw(Draw.Mixed(seed, (ulong)tries));
            var moved = strain && start.Periodic.IsBulk ? start.Strained(Strained(random)) : start.Clone();
            for (var i = 0; i < moved.Count; i++)
                moved.Positions[i] += amplitude * new Vec3(random.Gaussian(), random.Gaussian(), random.Gaussian());
            if (tries >= 8 || Closest(moved) >= Math.Min(Contact, 0.98 * Closest(start)))
                return moved;
            amplitude *= 0.8;
        }
    }

    static Mat3 Strained(Draw random)
    {
        double Next() => Strain * Math.Clamp(random.Gaussian(), -1, 1);
        var (xy, xz, yz) = (0.5 * Next(), 0.5 * Next(), 0.5 * Next());
        return Mat3.FromRows(new Vec3(Next(), xy, xz), new Vec3(xy, Next(), yz), new Vec3(xz, yz, Next()));
    }

    /// <summary>Closest contact as a part of the sum of covalent radii; images are left out, since they move alike.</summary>
    static double Closest(Structure structure)
    {
        var closest = double.PositiveInfinity;
        for (var i = 0; i < structure.Count; i++)
        {
            for (var j = 0; j < i; j++)
                closest = Math.Min(closest, (structure.Positions[i] - structure.Positions[j]).Length / (structure.Elements[i].CovalentRadius + structure.Elements[j].CovalentRadius));
        }
        return closest;
    }

    void Give(IStore store)
    {
        var data = new List<(Question, Label)>();
        foreach (var file in _settings.Data)
        {
            var (index, taken) = (0, 0);
            foreach (var frame in StructureFiles.Read(file))
            {
                index++;
                if (frame.Energy is not { } energy || frame.Forces is not { } forces)
                    continue;
                taken++;
                var question = new Question(frame.Structure, "given") { Key = $"given/{Path.GetFileName(file)}/{index}" };
                data.Add((question, new Label(energy, forces, frame.Stress, frame.Info.GetValueOrDefault("oracle", Path.GetFileName(file)), 0)));
            }
            if (taken == 0)
                throw new AtomsException($"{file} has no frame with energy and forces; leave it out of 'data', or name labelled structures.");
        }
        store.Give(data);
    }
}
