using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// Asks a client for energy, forces and virial of one structure at a time. A client that dies, hangs or sends nonsense costs the structure it was asked for: it is let go, and the
/// next structure is for another one.
/// </summary>
sealed class IpiEvaluator(string name, IpiHub hub, IpiSettings settings, CancellationToken cancellation) : IEvaluator, IForceNoise
{
    /// <summary>What clients add to their answer in free text may be as long as this.</summary>
    const int MostExtra = 1 << 24;

    static readonly TimeSpan Blink = TimeSpan.FromSeconds(0.1);

    readonly double[] _nine = new double[9];
    Vec3[] _positions = [];

    /// <summary>Nobody knows who answers; it may be a self-consistent field.</summary>
    public double ForceNoise => 1e-6;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        var frame = new IpiFrame(structure, settings.Triangular, settings.Box);
        into.Reset(structure.Count, Request.Forces | Request.Virial);
        if (structure.Count == 0)
            return;
        var client = hub.Take(structure, settings.Wait, cancellation);
        var sound = false;
        try
        {
            Put(client, structure, frame);
            Get(client, structure, frame, into);
            sound = true;
        }
        catch (IpiFault fault)
        {
            throw new PotentialException($"The client of '{name}' {fault.Message} where {structure} was computed; its own output may say why. It was let go: the next structure waits for another client.", fault);
        }
        finally
        {
            hub.Return(client, sound);
        }
        if ((request & Request.Virial) != 0 && structure.Periodic.IsBulk)
            CheckVirial(structure, into);
    }

    public void Dispose()
    {
    }

    void Put(IpiWire client, Structure structure, IpiFrame frame)
    {
        if (State(client) is var state && state == IpiMessage.NeedInit)
        {
            // Old clients dislike an empty text.
            Send(client.Header(IpiMessage.Init).Int(0).Int(1).Bytes([0]));
            state = State(client);
        }
        Expect(state, IpiMessage.Ready);
        if (_positions.Length < structure.Count)
            _positions = new Vec3[structure.Count];
        var positions = _positions.AsSpan(0, structure.Count);
        frame.ToClient(structure.Positions, positions);
        IpiUnits.FromPositions(IpiUnits.Numbers(positions));
        client.Header(IpiMessage.PosData);
        IpiUnits.FromCell(frame.Cell, _nine);
        client.Reals(_nine);
        IpiUnits.FromInverse(frame.Cell, _nine);
        client.Reals(_nine).Int(structure.Count).Reals(IpiUnits.Numbers(positions));
        Send(client);
    }

    void Get(IpiWire client, Structure structure, IpiFrame frame, Prediction into)
    {
        // Answered when the calculation is done.
        Expect(State(client), IpiMessage.HaveData);
        Send(client.Header(IpiMessage.GetForce));
        Expect(client.ReadHeader(settings.Timeout), IpiMessage.ForceReady);
        client.ReadReals(_nine.AsSpan(0, 1), settings.Timeout);
        var energy = Units.Hartree * _nine[0];
        var count = client.ReadInt(settings.Timeout);
        if (count != structure.Count)
            throw new IpiFault($"answered for {count:N0} atoms instead of {structure.Count:N0} (its own input has another structure)");
        client.ReadReals(IpiUnits.Numbers(into.Forces), settings.Timeout);
        client.ReadReals(_nine, settings.Timeout);
        client.SkipText(MostExtra, "text after the forces", settings.Timeout);
        IpiUnits.ToForces(IpiUnits.Numbers(into.Forces));
        frame.FromClient(into.Forces);
        into.Energy = energy;
        into.Virial = frame.FromClient(IpiUnits.ToVirial(_nine));
        if (!double.IsFinite(energy) || !into.Virial.IsFinite)
            throw new IpiFault("gave an energy or a virial that is not a finite number");
        for (var i = 0; i < into.Count; i++)
        {
            if (!into.Forces[i].IsFinite)
                throw new IpiFault($"gave a force on atom {i + 1} that is not a finite number");
        }
    }

    /// <summary>Codes that were not told to compute the stress send zeros, which must not be taken for a stress of zero.</summary>
    void CheckVirial(Structure structure, Prediction into)
    {
        if (settings.NoVirial)
            into.Virial = double.NaN * Mat3.Identity;
        else if (into.Virial == Mat3.Zero && (into.Forces.ContainsAnyExcept(Vec3.Zero) || (structure.Count > 1 && into.Energy != 0)))
            throw new PotentialException($"The client of '{name}' gives a virial of exactly zero for {structure}: it does not compute the stress. Have it do so in its input (CP2K: STRESS_TENSOR ANALYTICAL in FORCE_EVAL; Quantum ESPRESSO: tstress)," +
                " or add ,no-virial to the potential to go on without: stress is not a number then.");
    }

    string State(IpiWire client)
    {
        Send(client.Header(IpiMessage.Status));
        var start = Stopwatch.GetTimestamp();
        while (!client.Speaks(Blink))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(start) > settings.Timeout)
                throw new IpiFault($"said nothing for {settings.Timeout.TotalSeconds:0.###} s");
        }
        return client.ReadHeader(settings.Timeout);
    }

    void Send(IpiWire client) => client.Send(settings.Timeout);

    static void Expect(string header, string expected)
    {
        if (header != expected)
            throw new IpiFault($"answered '{header}' where {expected} was expected");
    }
}
