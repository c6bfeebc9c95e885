using System.Diagnostics.Tracing;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Athanor.Testing;

/// <summary>
/// Listens to the JIT for inlining that failed because a method had grown too large. A law of which that is true runs several times slower
/// than it should, and nothing else would say so. Only methods not compiled yet in this process are heard.
/// </summary>
public sealed class JitGate : EventListener
{
    const EventKeywords JitTracing = (EventKeywords)0x1000;

    static readonly string[] Reasons = ["too many locals", "inline exceeds budget"];

    static int _sentinels;

    readonly List<(string Compiled, string Report)> _failures = [];

    /// <summary>Compiles the methods and says what the JIT could not inline for want of room.</summary>
    /// <exception cref="TimeoutException">The runtime's events did not arrive; nothing is known then.</exception>
    public static IReadOnlyList<string> Compile(IReadOnlyCollection<MethodInfo> kernels)
    {
        var wanted = kernels.Select(k => $"{Plain(k.DeclaringType!.FullName!)}.{k.Name}").ToHashSet();
        using var gate = new JitGate();
        foreach (var kernel in kernels)
            Prepare(kernel);
        // Events come late, in order. This one certainly fails: once it is heard, all before it have been.
        Prepare(NewSentinel());
        for (var waited = 0; !gate.Heard(nameof(TooLarge.Sentinel)); waited++)
        {
            if (waited > 1000)
                throw new TimeoutException("The runtime reported no inlining at all, not even of a method that cannot be inlined.");
            Thread.Sleep(10);
        }
        lock (gate._failures)
            return [.. gate._failures.Where(f => wanted.Contains(f.Compiled)).Select(f => f.Report).Distinct()];
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Verbose, JitTracing);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("MethodJitInliningFailed", StringComparison.Ordinal) != true || eventData.Payload is not { } payload)
            return;
        // Namespace, name and signature of the method compiled, of the inliner and of the inlinee; whether it fails always; why.
        var reason = payload[10] as string ?? "";
        if (!Reasons.Any(r => reason.Contains(r, StringComparison.OrdinalIgnoreCase)))
            return;
        lock (_failures)
            _failures.Add(($"{Plain((string)payload[0]!)}.{payload[1]}", $"{payload[0]}.{payload[1]}: {payload[6]}.{payload[7]} not inlined: {reason}"));
    }

    // Each over a type of its own, because a method is compiled only once.
    static MethodInfo NewSentinel()
    {
        var own = typeof(int);
        for (var k = Interlocked.Increment(ref _sentinels); k > 0; k--)
            own = typeof(ValueTuple<>).MakeGenericType(own);
        return typeof(TooLarge).GetMethod(nameof(TooLarge.Sentinel))!.MakeGenericMethod(own);
    }

    bool Heard(string compiled)
    {
        lock (_failures)
            return _failures.Any(f => f.Compiled.EndsWith(compiled, StringComparison.Ordinal));
    }

    // Without type arguments.
    static string Plain(string type) => type.Split('[')[0];

    static void Prepare(MethodInfo kernel)
    {
        RuntimeTypeHandle[] arguments =
            [.. (kernel.DeclaringType!.GetGenericArguments()).Concat(kernel.IsGenericMethod ? kernel.GetGenericArguments() : []).Select(t => t.TypeHandle)];
        if (arguments.Length == 0)
            RuntimeHelpers.PrepareMethod(kernel.MethodHandle);
        else
            RuntimeHelpers.PrepareMethod(kernel.MethodHandle, arguments);
    }
}
