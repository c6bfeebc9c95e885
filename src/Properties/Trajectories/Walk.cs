using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Frames as moments of one trajectory: the same atoms in each, times that go on in equal steps, positions without jumps. Displacements between two frames are taken by the nearest image in fractional coordinates and turned into Å by the
/// mean of the two cells; so atoms of files that are wrapped or not go the same way, and the breathing of a barostat's cell is no diffusion (von Bülow, Bullerjahn and Hummer, J. Chem. Phys. 153, 021101 (2020), on what goes wrong otherwise).
/// </summary>
sealed class Walk(TrajectorySettings settings)
{
    /// <summary>Two steps are equal where they differ by less than this part; files round their times.</summary>
    const double StepTolerance = 1e-3;

    static readonly string[] ChargeColumns = ["charges", "charge", "q", "initial_charges"];

    Vec3[] _fractional = [];
    Vec3[] _unwrapped = [];
    Vec3[] _differences = [];
    Structure? _last;
    double _lastTime = double.NaN;

    /// <summary>fs between moments; null where nobody says.</summary>
    public double? TimeStep { get; private set; } = settings.TimeStep * settings.Every;

    /// <summary>The first irregular step, as a sentence; null while there is none.</summary>
    public string? Irregular { get; private set; }

    /// <summary>Largest part of a lattice vector that an atom went between two moments, along directions that repeat.</summary>
    public double LargestStep { get; private set; }

    /// <summary>Frames that came twice, as where a run was resumed.</summary>
    public int Repeated { get; private set; }

    /// <summary>The moments of a file. A snapshot holds until the next one is asked for.</summary>
    /// <exception cref="AtomsException">A frame has other atoms than the first, or a file is wrong.</exception>
    public IEnumerable<Snapshot> Over(IEnumerable<Frame> frames)
    {
        long read = 0, taken = 0;
        foreach (var frame in frames)
        {
            if (read++ < settings.Skip || (read - 1 - settings.Skip) % settings.Every != 0)
                continue;
            var structure = frame.Structure;
            if (_last is not null)
                RefuseOthers(frame, _last);
            var time = Number(frame, "time") ?? Number(frame, "Time") ?? double.NaN;
            if (settings.TimeStep is null && _last is not null && time == _lastTime)
            {
                Repeated++;
                continue;
            }
            Check(frame, time);
            Unwrap(structure);
            Vec3[]? velocities = structure.Velocities;
            var differences = velocities is null;
            if (differences && _last is not null && TimeStep is not null)
                velocities = _differences;
            yield return new Snapshot(
                structure, taken++, time, _unwrapped, velocities, differences,
                settings.Temperature ?? Number(frame, "temperature") ?? KineticTemperature(structure, velocities), frame.Energy, TotalStress(frame, velocities), Charges(frame));
            (_last, _lastTime) = (structure, time);
        }
    }

    static void RefuseOthers(Frame frame, Structure first)
    {
        var structure = frame.Structure;
        if (structure.Count != first.Count)
            throw new AtomsException($"{frame.Source}: {structure.Count} atoms, where the frame before has {first.Count}; a trajectory has the same atoms in every frame. Split the file.");
        if (!structure.Elements.SequenceEqual(first.Elements))
            throw new AtomsException($"{frame.Source}: the elements are not in the order of the frame before; a trajectory has the same atoms in every frame, in the same order.");
        if (structure.Periodic != first.Periodic || (structure.Cell is null) != (first.Cell is null))
            throw new AtomsException($"{frame.Source}: pbc is \"{structure.Periodic}\", in the frame before \"{first.Periodic}\"; a trajectory repeats in the same directions throughout.");
    }

    void Check(Frame frame, double time)
    {
        if (settings.TimeStep is not null || _last is null || double.IsNaN(time) || double.IsNaN(_lastTime))
            return;
        var step = time - _lastTime;
        TimeStep ??= step;
        if (step > 0 && Math.Abs(step - TimeStep.Value) <= StepTolerance * TimeStep.Value)
            return;
        Irregular ??= string.Create(CultureInfo.InvariantCulture, $"{frame.Source} comes {step:0.######} fs after the one before, others after {TimeStep:0.######} fs");
    }

    void Unwrap(Structure structure)
    {
        var n = structure.Count;
        var (cell, periodic) = (structure.Cell, structure.Periodic);
        if (_last is null)
        {
            _unwrapped = [.. structure.Positions];
            _fractional = [.. structure.Positions.Select(r => cell is null ? r : cell.ToFractional(r))];
            _differences = new Vec3[n];
            return;
        }
        var vectors = cell is null ? Mat3.Identity : 0.5 * (cell.Vectors + _last.Cell!.Vectors);
        double largest = 0;
        for (var i = 0; i < n; i++)
        {
            var now = cell is null ? structure.Positions[i] : cell.ToFractional(structure.Positions[i]);
            var step = now - _fractional[i];
            step = new Vec3(periodic.A ? Nearest(step.X) : step.X, periodic.B ? Nearest(step.Y) : step.Y, periodic.C ? Nearest(step.Z) : step.Z);
            largest = Math.Max(largest, Math.Max(periodic.A ? Math.Abs(step.X) : 0, Math.Max(periodic.B ? Math.Abs(step.Y) : 0, periodic.C ? Math.Abs(step.Z) : 0)));
            _fractional[i] = now;
            var moved = step * vectors;
            _unwrapped[i] += moved;
            _differences[i] = moved / (TimeStep ?? 1);
        }
        LargestStep = Math.Max(LargestStep, largest);
    }

    static double Nearest(double fraction) => fraction - Math.Round(fraction);

    static double? Number(Frame frame, string key) =>
        frame.Info.TryGetValue(key, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    static double[]? Charges(Frame frame)
    {
        foreach (var name in ChargeColumns)
        {
            if (frame.Columns.TryGetValue(name, out var column) && column is { Width: 1, Numbers: { } numbers })
                return numbers;
        }
        return null;
    }

    /// <summary>K, about the motion of the whole where there is more than one atom.</summary>
    static double KineticTemperature(Structure structure, Vec3[]? velocities)
    {
        if (velocities is null)
            return double.NaN;
        double mass = 0, twice = 0;
        var momentum = Vec3.Zero;
        for (var i = 0; i < structure.Count; i++)
        {
            var m = structure.MassOf(i);
            mass += m;
            momentum += m * velocities[i];
            twice += m * velocities[i].LengthSquared;
        }
        var freedoms = structure.Count > 1 ? 3 * structure.Count - 3 : 3;
        if (structure.Count > 1)
            twice -= momentum.LengthSquared / mass;
        return twice / Units.AccelerationPerForce / (freedoms * Units.Boltzmann);
    }

    static Mat3? TotalStress(Frame frame, Vec3[]? velocities)
    {
        var structure = frame.Structure;
        if (frame.Stress is not { } stress || velocities is null || !structure.Periodic.IsBulk)
            return null;
        var motion = Mat3.Zero;
        for (var i = 0; i < structure.Count; i++)
            motion += structure.MassOf(i) * Mat3.Outer(velocities[i], velocities[i]);
        return stress - 1 / (Units.AccelerationPerForce * structure.Cell!.Volume) * motion;
    }
}
